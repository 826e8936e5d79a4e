/** `bulkhead run`: builds a system, runs it on a machine, and shows what its partitions do. */
import { findQemu, QEMU_MISSING } from "../../machine/index.js";
import { TraceFile } from "../../trace/trace-file.js";
import { EXIT } from "../exit-status.js";
import { type Prepared, prepare } from "../prepare.js";
import { Progress } from "../progress.js";
import { isUnlimited, runLimit } from "../run-limit.js";
import { reporterFor, runSystem } from "../run-system.js";
import { stdoutIsTerminal } from "../terminal.js";
import { command, UsageError } from "../usage.js";

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
    json: { type: "boolean", description: "One JSON object an event on stdout, and nothing else" },
    gdb: { type: "boolean", description: "Wait for a debugger (with --target qemu)" },
  },
  examples: [
    "bulkhead run system.ts",
    "bulkhead run system.ts --frames 100 --trace trace.json",
    "bulkhead run system.ts --for 2s --json",
    "bulkhead run system.ts --target qemu --gdb",
  ],
  async run({ system: file, target, frames, for: time, realtime, trace, json = false, gdb = false }) {
    const watched = stdoutIsTerminal && !json;
    const limit = runLimit(frames, time, watched || gdb);
    if (gdb && target !== "qemu") throw new UsageError("--gdb needs --target qemu: v86 takes no debugger");
    if (target === "qemu" && findQemu() === null) {
      reporterFor([], json).failure(QEMU_MISSING);
      return EXIT.machineFailure;
    }
    const prepared = await prepare(file, new Progress());
    const paced = realtime ?? (watched && isUnlimited(limit));
    const traceFile = trace === undefined ? undefined : openTrace(trace, prepared);
    return runSystem(prepared, { target, limit, realtime: paced, trace: traceFile, json, gdb });
  },
});

function openTrace(path: string, { image }: Prepared): TraceFile {
  try {
    return new TraceFile(path, image.layout);
  } catch (error) {
    throw new UsageError(`the trace cannot be written: ${(error as Error).message}`);
  }
}
