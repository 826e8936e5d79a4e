/** Channels that end at the host, on each machine: files, standard input and output, UDP; and what they cost the neighbours. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finish, missing, TARGETS, type Target } from "./run-on.js";

const FOLDER = join(import.meta.dirname, "exchange");
const SYSTEM = join(FOLDER, "system.ts");
const PLAIN = join(FOLDER, "plain.ts");
const TIMEOUT_MS = 240_000;
/** No entry of the kernel takes longer: 10,000 instructions. */
const LATENESS_MAX_NS = 10_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-exchange-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lines = (text: string): string[] => text.split("\n").slice(0, -1);
const fileOf = (name: string, content: readonly string[]): string => {
  const file = join(folder, name);
  writeFileSync(file, content.map((line) => `${line}\n`).join(""));
  return file;
};

const MESSAGES = [
  "at once",
  '{"at":"30ms","text":"after the second window"}',
  '{"at":"75ms","hex":"00 ff 80"}',
  `{"at":"75ms","text":"${"long ".repeat(1638)}"}`,
];
const ANSWERS = [
  '{"at":"20ms","text":"at once"}',
  '{"at":"40ms","text":"after the second window"}',
  '{"at":"80ms","hex":"00ff80"}',
  `{"at":"80ms","text":"${"long ".repeat(1638)}"}`,
];

/** What the files hold that came out, by machine and board. */
const results = new Map<string, string>();

for (const target of TARGETS) {
  const why = missing(target);
  describe.skipIf(why !== undefined)(`on ${target}${why ? `: ${why}` : ""}`, () => {
    test.each([
      ["pc-vmm", SYSTEM],
      ["pc", PLAIN],
    ])(
      "what a file says comes out into a file, the same in each run and on each machine: %s",
      async (board, system) => {
        const input = fileOf("in.jsonl", MESSAGES);
        for (const run of [1, 2]) {
          const out = join(folder, `out-${target}-${board}-${run}.jsonl`);
          const { ports, transcript } = await finish(target, system, 8, {
            ports: [`in=file:${input}`, `out=file:${out}`],
          });
          transcript.mustHaveEnded();
          expect(lines(readFileSync(out, "utf8"))).toEqual(ANSWERS);
          expect(ports).toMatchObject([
            { name: "in", messages: 4, left: 0, refused: 0 },
            { name: "out", messages: 4, lost: 0 },
          ]);
          results.set(`${target} ${board} ${run}`, readFileSync(out, "utf8"));
        }
        expect(new Set(results.values()).size).toBe(1);
      },
      TIMEOUT_MS,
    );

    test(
      "what comes out of one run is what goes into another",
      async () => {
        const out = join(folder, `again-${target}.jsonl`);
        await finish(target, SYSTEM, 6, { ports: [`in=file:${fileOf("first", MESSAGES)}`, `out=file:${out}`] });
        const { stdout } = await finish(target, SYSTEM, 8, { ports: [`in=file:${out}`, "out=stdout"] });
        expect(lines(stdout).map((line) => JSON.parse(line).at)).toEqual(["20ms", "40ms", "80ms", "80ms"]);
      },
      TIMEOUT_MS,
    );

    test(
      "lines of standard input go in, in their order",
      async () => {
        const input = Readable.from([Buffer.from("one\ntw"), Buffer.from("o\nthree")]);
        const { stdout, ports } = await finish(target, SYSTEM, 200, { ports: ["in=stdin", "out=stdout"], input });
        expect(lines(stdout).map((line) => JSON.parse(line).text)).toEqual(["one", "two", "three"]);
        expect(ports[0]).toMatchObject({ name: "in", messages: 3, left: 0 });
      },
      TIMEOUT_MS,
    );

    test("datagrams go in and out", () => datagrams(target), TIMEOUT_MS);

    test(
      "what nobody reads, and what comes when nobody can take it, holds nobody up",
      async () => {
        const many = Array.from({ length: 200 }, (_, index) => `{"text":"${index} ${"x".repeat(8000)}"}`);
        const { transcript, stdout, ports } = await finish(target, SYSTEM, 6, {
          ports: [`in=file:${fileOf("many", many)}`, `sample=file:${fileOf("samples", many)}`, "counts=stdout"],
        });
        transcript.mustHaveEnded();
        // Four fit a window of the queue's destination; of the samples the last is what is read.
        expect(ports[0]).toMatchObject({ name: "in", messages: 20, left: 180 });
        expect(ports[1]).toMatchObject({ name: "sample", messages: 200, left: 0 });
        expect(lines(stdout).map((line) => JSON.parse(line).text)).toEqual(Array(5).fill("199 xxxxxxxxxxxx"));
        for (const name of ["echo", "neighbour"]) {
          const { windows, missedWindows, worstLatenessNs } = transcript.countsOf(name);
          expect({ windows, missedWindows }).toEqual({ windows: 6, missedWindows: 0 });
          // Only there does an interrupt come when it is due.
          if (target === "qemu") expect(worstLatenessNs).toBeLessThan(LATENESS_MAX_NS);
        }
      },
      TIMEOUT_MS,
    );
  });
}

/** A peer sends a datagram again and again until its answer is there, then stops the run's need for more. */
async function datagrams(target: Target): Promise<void> {
  const peer = createSocket("udp4");
  peer.bind(0, "127.0.0.1");
  await once(peer, "listening");
  const inPort = await freePort();
  const answers = new Set<string>();
  peer.on("message", (bytes) => answers.add(bytes.toString("latin1")));
  const timer = setInterval(() => {
    for (const text of ["ping", "\0\xff"]) peer.send(Buffer.from(text, "latin1"), inPort, "127.0.0.1");
    peer.send(Buffer.alloc(9000), inPort, "127.0.0.1");
  }, 1);
  try {
    const { ports } = await finish(target, SYSTEM, 1000, {
      ports: [`in=udp:127.0.0.1:${inPort}`, `out=udp:127.0.0.1:${peer.address().port}`],
    });
    // A busy host may come too late for some.
    expect(ports[1]!.messages + ports[1]!.lost).toBe(ports[0]!.messages);
    // Longer than any message.
    expect(ports[0]!.refused).toBeGreaterThan(0);
    await expect.poll(() => [...answers].sort(), { timeout: 10_000 }).toEqual(["\0\xff", "ping"]);
  } finally {
    clearInterval(timer);
    peer.close();
  }
}

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  await new Promise<void>((resolve) => void socket.close(() => resolve()));
  return port;
}
