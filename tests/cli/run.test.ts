/** `bulkhead run`, `build` and `new` as a user calls them, on real images. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findQemu, QEMU_MISSING } from "../../host/machine/index.js";
import { PACKAGE_ROOT } from "../../host/toolchain/directories.js";

const TIMEOUT_MS = 240_000;
const qemu = findQemu();

/** A folder of a user's, below which Bulkhead is found. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-run-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(PACKAGE_ROOT, join(folder, "node_modules", "bulkhead"), "junction");
});
afterAll(() => rmSync(folder, { recursive: true }));

function bulkhead(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
  const options = {
    cwd: folder,
    encoding: "utf8",
    timeout: TIMEOUT_MS,
    env: { ...process.env, NO_COLOR: "1" },
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
  return { status, stdout, stderr };
}

const example = (name: string): string => join(PACKAGE_ROOT, "examples", name, "system.ts");
const objects = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("run", () => {
  test(
    "shows console lines, health events and the table",
    () => {
      const { status, stdout } = bulkhead("run", example("stop"), "--frames", "3");
      expect(status).toBe(0);
      const [lines, title, table] = stdout.trimEnd().split("\n\n");
      expect(lines?.split("\n")).toEqual([
        "faulty    | dividing by zero",
        "faulty    ! numeric error in divide (faulty.c:4): stopped",
        "neighbour | window 1",
        "neighbour | window 2",
        "neighbour | window 3",
      ]);
      expect(title).toMatch(/^3 major frames on v86, \d+(\.\d+)? ms since power-on$/);
      expect(table).toMatch(/^partition +windows +overruns +worst/);
      expect(table).toMatch(/^faulty +3 .* 1 +0 +stopped$/m);
      expect(table).toMatch(/^neighbour +3 .* 0 +0 +running$/m);
    },
    TIMEOUT_MS,
  );

  test(
    "a port at standard output has it to itself; the run is told on standard error",
    () => {
      const input = join(PACKAGE_ROOT, "examples", "closed-loop", "flight.jsonl");
      const ports = ["--port", `height=file:${input}`, "--port", "commands=stdout"];
      const { status, stdout, stderr } = bulkhead("run", example("closed-loop"), "--frames", "3", ...ports);
      expect(status).toBe(0);
      expect(stdout).toBe('{"at":"100ms","text":"elevator 50"}\n{"at":"200ms","text":"elevator 30"}\n');
      expect(stderr).toContain("control | height 900: elevator 50\n");
      expect(stderr).toContain("port height: 4 messages not taken until the end\n");
    },
    TIMEOUT_MS,
  );

  test(
    "--json tells of each port what became of its messages, and standard input goes in",
    () => {
      const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
      const out = join(folder, "commands.jsonl");
      const ports = ["--port=height=stdin", `--port=commands=file:${out}`];
      const args = [program, "run", example("closed-loop"), "--frames", "60", "--json", ...ports];
      const options = { cwd: folder, encoding: "utf8", timeout: TIMEOUT_MS, input: "990\n" } as const;
      const { status, stdout } = spawnSync(process.execPath, args, options);
      expect(status).toBe(0);
      const counts = objects(stdout).filter(({ kind }) => kind === "port");
      expect(counts).toMatchObject([
        { port: "height", direction: "in", messages: 1, left: 0 },
        { port: "commands", direction: "out", lost: 0 },
      ]);
      expect(readFileSync(out, "utf8")).toContain('"text":"elevator 5"');
    },
    TIMEOUT_MS,
  );

  test(
    "--json prints objects and nothing else, in the order of time",
    () => {
      const { status, stdout } = bulkhead("run", example("stop"), "--frames", "3", "--json");
      expect(status).toBe(0);
      const events = objects(stdout);
      expect(events.map(({ kind, partition }) => `${kind} ${partition}`)).toEqual([
        "console faulty",
        "health faulty",
        "console neighbour",
        "console neighbour",
        "console neighbour",
        "end faulty",
        "end neighbour",
      ]);
      const times = events.map(({ t }) => Number(t));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(events[1]).toMatchObject({ error: "numeric error", action: "stop", function: "divide", line: 4 });
      expect(events.at(-1)).toMatchObject({ reason: "ended", frames: 3, windows: 3, overruns: 0, faults: 0 });
    },
    TIMEOUT_MS,
  );

  test(
    "twenty major frames where nobody watches; --for ends by virtual time",
    () => {
      expect(objects(bulkhead("run", example("stop"), "--json").stdout).at(-1)).toMatchObject({ frames: 20 });
      const ended = objects(bulkhead("run", example("stop"), "--for", "100ms", "--json").stdout).at(-1);
      expect(ended).toMatchObject({ reason: "ended", windows: 5 });
    },
    TIMEOUT_MS,
  );

  test(
    "ends when all partitions have stopped, and its status tells of an exit code",
    () => {
      for (const code of [0, 3]) {
        writeFileSync(join(folder, "exits.c"), `int main(void) { return ${code}; }\n`);
        writeFileSync(join(folder, "exits.ts"), readFileSync(example("hello-c"), "utf8").replace("hello.c", "exits.c"));
        const { status, stdout } = bulkhead("run", "exits.ts", "--frames", "200");
        expect(stdout).toMatch(/^\d major frames? on v86, .* since power-on: all partitions have stopped$/m);
        expect(stdout).toMatch(code === 0 ? /stopped$/m : /stopped, code 3$/m);
        expect(status).toBe(code === 0 ? 0 : 6);
      }
    },
    TIMEOUT_MS,
  );

  test(
    "--trace writes a file that is whole",
    () => {
      const file = join(folder, "trace.json");
      expect(bulkhead("run", example("stop"), "--frames", "2", "--trace", file).status).toBe(0);
      const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: { name: string }[] };
      expect(traceEvents.length).toBeGreaterThan(10);
    },
    TIMEOUT_MS,
  );

  test(
    "a fault of a source is shown with its place, and is in --json too",
    () => {
      writeFileSync(join(folder, "broken.c"), "int main(void) {\n  return nothing;\n}\n");
      writeFileSync(join(folder, "broken.ts"), readFileSync(example("hello-c"), "utf8").replace("hello.c", "broken.c"));
      const text = bulkhead("run", "broken.ts");
      expect(text.status).toBe(3);
      expect(text.stdout).toBe("");
      expect(text.stderr).toMatch(/error BH2\d+ .*nothing/);
      expect(text.stderr).toMatch(/broken\.c:2:10/);
      const json = bulkhead("run", "broken.ts", "--json");
      expect(json.status).toBe(3);
      expect(objects(json.stdout)).toMatchObject([{ kind: "fault", line: 2, column: 10 }]);
    },
    TIMEOUT_MS,
  );
});

test(
  "a reader that leaves early is no error",
  async () => {
    const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
    const child = spawn(process.execPath, [program, "run", example("stop"), "--frames", "5000"], { cwd: folder });
    let stderr = "";
    child.stderr.on("data", (bytes) => (stderr += bytes));
    child.stdout.once("data", () => child.stdout.destroy());
    const [status] = await once(child, "close");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  },
  TIMEOUT_MS,
);

describe("a debugger", () => {
  const gdb = spawnSync("gdb", ["--version"]).status === 0;
  const why = qemu === null ? QEMU_MISSING : "gdb is not installed";
  test.skipIf(qemu === null || !gdb)(
    `connects with the command that is printed, and knows the partitions${qemu && gdb ? "" : `: ${why}`}`,
    async () => {
      const program = join(PACKAGE_ROOT, "bin", "bulkhead.mjs");
      const args = [program, "run", example("stop"), "--target", "qemu", "--gdb", "--frames", "2"];
      const child = spawn(process.execPath, args, { cwd: folder });
      try {
        let stderr = "";
        for await (const bytes of child.stderr) {
          stderr += bytes;
          if (/target remote .*\n/.test(stderr)) break;
        }
        const printed = stderr.slice(stderr.indexOf("gdb -q")).trim();
        const steps = ["hbreak faulty.c:4", "continue", "backtrace 1", "delete", "detach"].map(
          (step) => `-ex '${step}'`,
        );
        const command = `${printed.replace("gdb -q", "gdb -q -nx -batch")} ${steps.join(" ")}`;
        const { stdout } = spawnSync("sh", ["-c", command], { encoding: "utf8", timeout: 30_000 });
        expect(stdout).toMatch(/divide \(.*\) at .*faulty\.c:4/);
        const [status] = await once(child, "close");
        expect(status).toBe(0);
      } finally {
        child.kill("SIGKILL");
      }
    },
    TIMEOUT_MS,
  );
});

describe("build", () => {
  test(
    "writes one file, and none at all on failure",
    () => {
      const { status, stdout } = bulkhead("build", example("hello-c"), "-o", "out/hello.elf");
      expect(status).toBe(0);
      expect(stdout).toMatch(/^kernel +[\d.]+ KiB code and constants +[\d.]+ KiB data$/m);
      expect(readdirSync(join(folder, "out"))).toEqual(["hello.elf"]);
      writeFileSync(join(folder, "bad.ts"), "export default {};\n");
      expect(bulkhead("build", "bad.ts", "-o", "out/bad.elf").status).toBe(2);
      expect(existsSync(join(folder, "out", "bad.elf"))).toBe(false);
    },
    TIMEOUT_MS,
  );

  test.skipIf(qemu === null)(
    `the file boots as it is under QEMU${qemu === null ? `: ${QEMU_MISSING}` : ""}`,
    async () => {
      const file = join(folder, "boots.elf");
      expect(bulkhead("build", example("stop"), "-o", file).status).toBe(0);
      const options = ["-kernel", file, "-serial", "stdio", "-display", "none", "-monitor", "none", "-no-reboot"];
      const machine = spawn(qemu!, options, { stdio: ["ignore", "pipe", "ignore"] });
      try {
        let stdout = "";
        for await (const bytes of machine.stdout) {
          stdout += bytes;
          if (stdout.includes("window 3")) break;
        }
        expect(stdout).toContain("window 3");
      } finally {
        machine.kill("SIGKILL");
      }
    },
    TIMEOUT_MS,
  );
});

test(
  "a new project runs",
  () => {
    expect(bulkhead("new", "mine").status).toBe(0);
    const { status, stdout, stderr } = bulkhead("run", "mine/system.ts");
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain("control | level 13 at ");
    expect(stdout).toContain("sensor  | 21 degrees");
  },
  TIMEOUT_MS,
);
