/** Builds a system and runs it on a machine, as `bulkhead run` does, for a test to look at. */
import { Readable } from "node:stream";
import { type Prepared, prepare } from "../../host/cli/prepare.js";
import { Progress } from "../../host/cli/progress.js";
import { Watcher } from "../../host/cli/watcher.js";
import { type Connection, connections, slotsFor } from "../../host/exchange/connections.js";
import { type PortSummary, Ports } from "../../host/exchange/ports.js";
import { withMessages } from "../../host/exchange/preload.js";
import { withBootOptions } from "../../host/image/boot-options.js";
import { findQemu, openMachine, type PhysicalMemory, QEMU_MISSING, type SerialPeer } from "../../host/machine/index.js";
import { Transcript } from "./transcript.js";

export type Target = "v86" | "qemu";

export const TARGETS: readonly Target[] = ["v86", "qemu"];

/** Why the machine can't be used here; undefined if it can. */
export const missing = (target: Target): string | undefined =>
  target === "qemu" && findQemu() === null ? QEMU_MISSING : undefined;

/** A machine that hangs: nothing here takes this long. */
const TIMEOUT_MS = 180_000;

class Silent extends Progress {
  override step(): void {}
  override done(): void {}
}

/** A run that is over, and what it left. */
export interface Finished {
  readonly transcript: Transcript;
  readonly prepared: Prepared;
  readonly memory: PhysicalMemory;
  /** What came out at a port that is standard output. */
  readonly stdout: string;
  readonly ports: readonly PortSummary[];
}

/** Runs the system file for some major frames. What the run came to is the transcript's to tell. */
export async function runOn(target: Target, file: string, frames: number, damage?: Damage): Promise<Transcript> {
  return (await finish(target, file, frames, { damage })).transcript;
}

/** Changes the image before it is booted. */
export type Damage = (elf: Uint8Array) => Uint8Array;

interface RunOptions {
  readonly damage?: Damage | undefined;
  /** Who listens at the second serial port. */
  readonly com2?: SerialPeer;
  /** Where it is told what is being built. */
  readonly progress?: Progress;
  /** Values of `--port`. */
  readonly ports?: readonly string[];
  /** Standard input. */
  readonly input?: Readable;
}

/** The same, with all that the run left. */
export async function finish(
  target: Target,
  file: string,
  frames: number,
  { damage = (elf) => elf, com2 = {}, progress = new Silent(), ports = [], input = Readable.from([]) }: RunOptions = {},
): Promise<Finished> {
  let connected: readonly Connection[] = [];
  const prepared = await prepare(file, progress, (system) => {
    connected = connections(ports, system);
    return { slots: slotsFor(connected) };
  });
  const { layout } = prepared.image;
  let stdout = "";
  const opened = await Ports.open(connected, layout, {
    input,
    output: (text) => {
      stdout += text;
    },
    warn: (text) => {
      throw new Error(text);
    },
  });
  const elf = withMessages(damage(prepared.image.elf), opened.preloads);
  const transcript = new Transcript(prepared.system.partitions.map(({ name }) => name));
  const watcher = new Watcher(prepared, transcript, () => {});
  const machine = openMachine(target);
  const { exitPort, overrunToleranceNs } = machine;
  const { reason, detail, memory } = await machine.run({
    image: withBootOptions(elf, { frameLimit: frames, timeLimitNs: 0, exitPort, overrunToleranceNs }),
    memoryBytes: layout.memoryEndPhys,
    hostBlockPhys: layout.hostBlockPhys,
    onPoll: (polled) => {
      watcher.poll(polled);
      opened.poll(polled);
    },
    com2,
    timeoutMs: TIMEOUT_MS,
  });
  watcher.poll(memory);
  if (reason === "panic") transcript.panic(watcher.panic(memory));
  else if (detail !== undefined) transcript.failure(`${detail}, in a window of ${watcher.runningPartition}`);
  const summaries = await opened.end(memory);
  transcript.end({ reason, machine: machine.name, ...watcher.summary(memory) });
  return { transcript, prepared, memory, stdout, ports: summaries };
}
