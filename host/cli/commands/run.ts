/** `bulkhead run`: builds a system, runs it on a machine, and shows what its partitions do. */
import { openSync, readFileSync, writeSync } from "node:fs";
import { type Connection, connections, slotsFor } from "../../exchange/connections.js";
import { Ports } from "../../exchange/ports.js";
import { findQemu, QEMU_MISSING } from "../../machine/index.js";
import { TraceFile } from "../../trace/trace-file.js";
import { EXIT, type ExitStatus } from "../exit-status.js";
import { type Prepared, prepare } from "../prepare.js";
import { Progress } from "../progress.js";
import { isUnlimited, runLimit } from "../run-limit.js";
import { reporterFor, runSystem } from "../run-system.js";
import { stdoutIsTerminal } from "../terminal.js";
import { command, UsageError } from "../usage.js";
import { watchSystem } from "../watch.js";

export const run = command({
  name: "run",
  description: "Builds a system, runs it and shows what its partitions do",
  args: {
    system: { type: "positional", description: "The system file", required: true },
    target: { type: "enum", options: ["v86", "qemu"], default: "v86", description: "The machine" },
    frames: {
      type: "string",
      valueHint: "N",
      description: "End after that many major frames (default: 20; in a terminal, run until Ctrl-C)",
    },
    for: { type: "string", valueHint: "TIME", description: "End after that much virtual time: 2s, 500ms" },
    realtime: {
      type: "boolean",
      description: "Keep pace with the wall clock (default: in a terminal, without a limit)",
      negativeDescription: "As fast as the machine can",
    },
    trace: { type: "string", valueHint: "FILE", description: "Write a trace for ui.perfetto.dev" },
    com2: { type: "string", valueHint: "FILE", description: "Write what comes out at the second serial line, COM2" },
    "com2-input": {
      type: "string",
      valueHint: "FILE",
      description: "Send what the file holds into COM2, once its driver raises DTR",
    },
    port: {
      type: "string",
      valueHint: "NAME=END",
      description:
        "Connect the channel NAME, which ends at the host, with stdin, stdout, file:PATH or udp:HOST:PORT; may be repeated",
    },
    json: { type: "boolean", description: "One JSON object an event on stdout, and nothing else" },
    watch: { type: "boolean", description: "Build and run again whenever a file has changed, until Ctrl-C" },
    gdb: { type: "boolean", description: "Wait for a debugger (with --target qemu)" },
  },
  examples: [
    "bulkhead run system.ts",
    "bulkhead run system.ts --frames 100 --trace trace.json",
    "bulkhead run system.ts --for 2s --json",
    "bulkhead run system.ts --watch",
    "bulkhead run system.ts --com2 line.txt --com2-input typed.txt",
    "bulkhead run system.ts --port sensors=file:flight.jsonl --port commands=stdout",
    "bulkhead run system.ts --target qemu --gdb",
  ],
  async run(args, every) {
    const { system: file, target, frames, for: time, realtime, trace, json = false, gdb = false, watch = false } = args;
    const watched = stdoutIsTerminal && !json;
    const ports = every("port");
    const toStdout = ports.some((port) => port.endsWith("=stdout"));
    if (json && toStdout) throw new UsageError("--json and a port at stdout exclude each other: give the port a file");
    const limit = runLimit(frames, time, watched || gdb);
    const fromStdin = ports.some((port) => port.endsWith("=stdin"));
    if (watch && fromStdin)
      throw new UsageError("--watch and a port at stdin exclude each other: give the port a file");
    if (gdb && watch) throw new UsageError("--gdb and --watch exclude each other");
    if (gdb && target !== "qemu") throw new UsageError("--gdb needs --target qemu: v86 takes no debugger");
    if (target === "qemu" && findQemu() === null) {
      reporterFor([], json).failure(QEMU_MISSING);
      return EXIT.machineFailure;
    }
    const com2Input = args["com2-input"];
    const input =
      com2Input === undefined
        ? undefined
        : orUsageError("the input of COM2 cannot be read", () => readFileSync(com2Input));
    const paced = realtime ?? (watched && isUnlimited(limit));
    const { com2: com2Path } = args;
    let connected: readonly Connection[] = [];
    const runOnce = async (prepared: Prepared, signal?: AbortSignal): Promise<ExitStatus> => {
      const traceFile = trace === undefined ? undefined : openTrace(trace, prepared);
      const output =
        com2Path === undefined
          ? undefined
          : orUsageError("what COM2 sends cannot be written", () => openSync(com2Path, "w"));
      const com2 = {
        ...(output !== undefined && { onBytes: (bytes: Uint8Array) => void writeSync(output, bytes) }),
        ...(input && { input }),
      };
      const names = prepared.system.partitions.map(({ name }) => name);
      const reporter = reporterFor(names, json, toStdout ? "stderr" : "stdout");
      const opened = await Ports.open(connected, prepared.image.layout, LINES);
      const options = { target, limit, realtime: paced, trace: traceFile, gdb, com2, ports: opened };
      return runSystem(prepared, reporter, { ...options, ...(signal && { signal }) });
    };
    const prepareIt = (): Promise<Prepared> =>
      prepare(file, new Progress(), (system) => {
        connected = connections(ports, system);
        return { slots: slotsFor(connected) };
      });
    if (!watch) return runOnce(await prepareIt());
    const isSame = (before: Prepared, after: Prepared): boolean =>
      Buffer.compare(before.image.elf, after.image.elf) === 0;
    return watchSystem({ file, json, prepare: prepareIt, isSame, run: runOnce });
  },
});

/** Where ports at the standard streams read and write. */
const LINES = {
  input: process.stdin,
  output: (text: string) => void process.stdout.write(text),
  warn: (text: string) => void process.stderr.write(`bulkhead: ${text}\n`),
};

const openTrace = (path: string, { image }: Prepared): TraceFile =>
  orUsageError("the trace cannot be written", () => new TraceFile(path, image.layout));

/** Files that the command line names. */
function orUsageError<T>(what: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw new UsageError(`${what}: ${(error as Error).message}`);
  }
}
