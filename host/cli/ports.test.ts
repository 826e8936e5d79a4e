/** What `bulkhead run --port` says of a wrong command line, and of a wrong file, before anything is built. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PACKAGE_ROOT } from "../toolchain/directories.js";
import { main } from "./main.js";

let folder: string;
let system: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "bulkhead-ports-")));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(PACKAGE_ROOT, join(folder, "node_modules", "bulkhead"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  // It would not compile: whoever gets as far as that fails otherwise.
  writeFileSync(join(folder, "guest.c"), "not C\n");
  writeFileSync(join(folder, "good.jsonl"), '{"at":"10ms","text":"four"}\n');
  system = join(folder, "system.ts");
  writeFileSync(
    system,
    `import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "small",
  partitions: {
    guest: { sources: ["guest.c"], memory: "1MiB" },
    other: { sources: ["guest.c"], memory: "1MiB" },
  },
  channels: {
    sensors: { kind: "sampling", size: "4B", from: "host", to: [{ partition: "guest", refresh: "50ms" }] },
    commands: { kind: "queuing", size: "4B", depth: 2, from: { partition: "guest" }, to: "host" },
    between: { kind: "queuing", size: "4B", depth: 2, from: { partition: "guest" }, to: { partition: "other" } },
  },
  schedule: {
    frame: "10ms",
    windows: [{ partition: "guest", duration: "4ms" }, { partition: "other", duration: "4ms" }],
  },
});
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Paths of the folder are left out. */
async function run(...args: string[]) {
  const said = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  try {
    const status = await main(["run", system, ...args]);
    const near = (text: string) => stripVTControlCharacters(text).replaceAll(`${folder}/`, "");
    return { status, stdout: near(said.stdout), stderr: near(said.stderr) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test("all that is wrong with the options, each with a remedy", async () => {
  const options = [
    "sensors",
    "sensors=tcp:1.2.3.4:5",
    "sensors=udp:127.0.0.1:70000",
    "sensor=stdin",
    "nothing=stdin",
    "between=stdin",
    "sensors=stdout",
    "commands=stdin",
    "sensors=stdin",
    "sensors=udp:127.0.0.1:9",
    `sensors=file:${join(folder, "absent")}`,
  ];
  const { status, stderr } = await run(...options.flatMap((option) => ["--port", option]));
  expect(status).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "error BH1112 --port sensors names no channel and what stands at its end
      help: --port NAME=stdin|stdout|file:PATH|udp:HOST:PORT

    error BH1112 --port sensors=tcp:1.2.3.4:5: "tcp:1.2.3.4:5" is nothing that can stand at a channel's end
      help: --port NAME=stdin|stdout|file:PATH|udp:HOST:PORT

    error BH1112 --port sensors=udp:127.0.0.1:70000: "udp:127.0.0.1:70000" is nothing that can stand at a channel's end
      help: --port NAME=stdin|stdout|file:PATH|udp:HOST:PORT

    error BH1113 --port sensor=stdin: there is no channel "sensor"
      help: did you mean sensors?

    error BH1113 --port nothing=stdin: there is no channel "nothing"
      help: what ends at the host is "sensors" or "commands"

    error BH1113 --port between=stdin: the channel "between" does not end at the host
      help: in the system file: from: "host" or to: "host"

    error BH1114 --port sensors=stdout: messages of "sensors" come from the host
      help: stdin, a file or a network port: --port sensors=stdin

    error BH1114 --port commands=stdin: messages of "commands" go to the host
      help: stdout, a file or a network port: --port commands=stdout

    error BH1116 --port sensors=file:absent: the file cannot be read: ENOENT: no such file or directory, open 'absent'
      help: a file of messages, one a line

    error BH1115 --port sensors=udp:127.0.0.1:9: the channel "sensors" is connected already, by --port sensors=stdin
      help: another end, or one of the two alone

    error BH1115 --port sensors=file:absent: the channel "sensors" is connected already, by --port sensors=stdin
      help: another end, or one of the two alone

    11 faults
    "
  `);
});

test("all that is wrong with a file, with its lines", async () => {
  const file = join(folder, "bad.jsonl");
  const content = [
    "good",
    "longer",
    "",
    '{"at":"20ms","text":"ok"}',
    '{"at":"10ms","text":"late"}',
    '{"text":1}',
    '{"hex":""}',
  ];
  writeFileSync(file, content.join("\n"));
  const { status, stderr } = await run("--port", `sensors=file:${file}`);
  expect(status).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "error BH1117 a message of 6 bytes; the channel takes 4
      at bad.jsonl:2
      help: a shorter message, or size: "6B" for the channel

    error BH1117 due at 10ms, before the message before it (20ms)
      at bad.jsonl:5
      help: messages in the order in which they are due

    error BH1117 "text" is 1, which is no text
      at bad.jsonl:6
      help: such as {"at":"20ms","text":"climb"} or {"at":"20ms","hex":"00 ff"}

    error BH1117 a message of no bytes
      at bad.jsonl:7
      help: one byte at least

    4 faults
    "
  `);
});

test("a file that is no text, and one with more messages than can be", async () => {
  writeFileSync(join(folder, "binary"), Uint8Array.of(0x61, 0xff, 0x0a));
  writeFileSync(join(folder, "many"), "a\n".repeat(65537));
  expect((await run("--port", `sensors=file:${join(folder, "binary")}`)).stderr).toMatchInlineSnapshot(`
    "error BH1116 --port sensors=file:binary: the file is no UTF-8 text
      help: bytes as such: {"hex":"00 ff"}

    1 fault
    "
  `);
  expect((await run("--port", `sensors=file:${join(folder, "many")}`)).stderr).toMatchInlineSnapshot(`
    "error BH1118 --port sensors=file:many: 65537 messages; a file may have 65536 of this length
      help: a shorter file, or send them by stdin or udp

    1 fault
    "
  `);
});

test("nobody writes a file that another reads", async () => {
  const file = join(folder, "good.jsonl");
  const { status, stderr } = await run("--port", `sensors=file:${file}`, `--port=commands=file:${file}`);
  expect(status).toBe(2);
  expect(stderr).toContain("error BH1115 --port commands=file:good.jsonl: good.jsonl is connected already");
});

test("as JSON they are faults", async () => {
  const { status, stdout, stderr } = await run("--json", "--port", "sensor=stdin");
  expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({ kind: "fault", code: "BH1113", remedy: "did you mean sensors?" });
});

test.each([
  [["--port"], "--port needs a value"],
  [["--port", "--frames", "3"], "--port needs a value"],
  [["--port", "", "--port", "sensors=stdin"], "--port needs a value"],
  [["--json", "--port", "commands=stdout"], "--json and a port at stdout exclude each other: give the port a file"],
])("the command line %j is wrong", async (args, message) => {
  const { status, stderr } = await run(...args);
  expect(status).toBe(64);
  expect(stderr).toContain(`bulkhead: ${message}\n`);
});
