/** One run of a built system, from the first instruction to the exit status. */

import type { Ports } from "../exchange/ports.js";
import { withMessages } from "../exchange/preload.js";
import { withBootOptions } from "../image/boot-options.js";
import { openMachine, type RunResult, type SerialPeer } from "../machine/index.js";
import type { Reporter } from "../report/events.js";
import { JsonReporter } from "../report/json-reporter.js";
import { TextReporter } from "../report/text-reporter.js";
import type { TraceFile } from "../trace/trace-file.js";
import { debuggerHint } from "./debugger-hint.js";
import type { ExitStatus } from "./exit-status.js";
import { interruptible } from "./interrupt.js";
import { outcomeOf } from "./outcome.js";
import type { Prepared } from "./prepare.js";
import { hangLimitMs, type RunLimit } from "./run-limit.js";
import { stderrColors, stdoutColors } from "./terminal.js";
import { Watcher } from "./watcher.js";

export interface RunOptions {
  readonly target: "v86" | "qemu";
  readonly limit: RunLimit;
  readonly realtime: boolean;
  /** Told of all that is observed, in the order of time; closed when the run has ended. */
  readonly trace?: TraceFile | undefined;
  /** The other end of COM2. */
  readonly com2: SerialPeer;
  /** The channels that are connected; closed when the run has ended. */
  readonly ports: Ports;
  /** Wait for a debugger before the first instruction. */
  readonly gdb: boolean;
  /** Ends the run. Default: Ctrl-C does. */
  readonly signal?: AbortSignal;
}

export function reporterFor(names: readonly string[], json: boolean, stream: "stdout" | "stderr" = "stdout"): Reporter {
  const write = (text: string): void => void process[stream].write(text);
  const colors = stream === "stdout" ? stdoutColors : stderrColors;
  return json ? new JsonReporter(names, write) : new TextReporter(names, colors, write);
}

export async function runSystem(prepared: Prepared, reporter: Reporter, options: RunOptions): Promise<ExitStatus> {
  const { image } = prepared;
  const machine = openMachine(options.target);
  const watcher = new Watcher(prepared, reporter, (events) => options.trace?.add(events));
  const { limit, ports } = options;
  const { exitPort, overrunToleranceNs } = machine;
  const run = (signal: AbortSignal): Promise<RunResult> =>
    machine.run({
      image: withMessages(
        withBootOptions(image.elf, {
          frameLimit: limit.frames,
          timeLimitNs: limit.timeNs,
          exitPort,
          overrunToleranceNs,
          endWhenIdle: true,
        }),
        ports.preloads,
      ),
      memoryBytes: image.layout.memoryEndPhys,
      hostBlockPhys: image.layout.hostBlockPhys,
      realtime: options.realtime,
      onPoll: (memory) => {
        watcher.poll(memory);
        ports.poll(memory);
      },
      com2: options.com2,
      signal,
      ...timeout(prepared, options),
      ...(options.gdb && { onDebugger: (port: number) => void process.stderr.write(debuggerHint(prepared, port)) }),
    });
  const result = await (options.signal ? run(options.signal) : interruptible(run)).catch(async (error: unknown) => {
    await ports.close();
    throw error;
  });
  watcher.poll(result.memory);
  const portSummaries = await ports.end(result.memory);
  options.trace?.close();
  tellEnd(result, reporter, watcher);
  const counts = watcher.summary(result.memory);
  const { reason, status } = outcomeOf(result.reason, counts.partitions, limit);
  reporter.end({ reason, machine: machine.name, ...counts, ports: portSummaries });
  return status;
}

/** A debugger may hold the machine for as long as it likes. */
function timeout({ system }: Prepared, { limit, gdb }: RunOptions): { timeoutMs?: number } {
  const timeoutMs = gdb ? undefined : hangLimitMs(limit, system.schedules[0]!.majorFrameNs);
  return timeoutMs === undefined ? {} : { timeoutMs };
}

function tellEnd({ reason, detail, memory }: RunResult, reporter: Reporter, watcher: Watcher): void {
  const running = watcher.runningIndex;
  if (reason === "panic") reporter.panic(watcher.panic(memory));
  if (reason === "machine-failure") reporter.failure(detail ?? "the machine gave no reason", running);
  if (reason === "timeout") reporter.failure("the run did not come to its end", running);
}
