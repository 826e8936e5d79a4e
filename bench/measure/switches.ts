/**
 * What the change from one partition to the next costs, by following the processor from the timer's gate to the first
 * instruction of the partition that enters. The deliberate wait for the window's edge is counted as one look at the clock.
 */
import { readElf } from "../../host/elf/reader.js";
import { BenchFailure } from "../bench-failure.js";
import { runBench } from "../bench-run.js";
import { type Figure, figureOf } from "../series.js";
import { GdbRemote } from "../stepper/gdb-remote.js";
import { followPath, instructionsWithoutSpin, isFromGuest, type KernelPath } from "../stepper/kernel-path.js";

export interface SwitchFigures {
  /** From a guest that computes. */
  readonly partition_switch: Figure;
  /** From a guest that idles: the kernel waits for the interrupt. */
  readonly partition_switch_from_idle: Figure;
}

const TIMER_GATE = "gate_stub_32";
const IDLE_LOOP = "idle_begin";
/** Interrupts of the timer before the first that is followed: by then every partition has started. */
const INTERRUPTS_BEFORE = 300;
const FROM_GUEST = 6;
const FROM_IDLE = 3;
const FRAMES = 60;

export async function measureSwitches(kernel: Uint8Array): Promise<SwitchFigures> {
  let following: Promise<KernelPath[]> | undefined;
  const elf = readElf(kernel, "the kernel");
  const address = (name: string): number => {
    const symbol = elf.symbols().find((candidate) => candidate.name === name);
    if (symbol === undefined) throw new BenchFailure(`the kernel has no symbol ${name}`);
    return symbol.value;
  };
  const gate = address(TIMER_GATE);
  const idle = address(IDLE_LOOP);
  await runBench({
    system: "windows",
    frames: FRAMES,
    onDebugger: (port) => {
      following = followSwitches(port, gate, idle);
    },
  });
  const switches = (await following) ?? [];
  const figure = (fromGuest: boolean): Figure =>
    figureOf(
      switches
        .filter((path) => path.fromGuest === fromGuest)
        .map(({ addresses }) => instructionsWithoutSpin(addresses)),
    );
  return { partition_switch: figure(true), partition_switch_from_idle: figure(false) };
}

/** The switches of a major frame or two; then the machine goes on alone. */
async function followSwitches(port: number, gate: number, idle: number): Promise<KernelPath[]> {
  const remote = await GdbRemote.connect(port);
  await remote.setBreakpoint(gate);
  const nextInterrupt = async (): Promise<void> => {
    await remote.step();
    await remote.continue();
  };
  for (let interrupts = 0; interrupts < INTERRUPTS_BEFORE; interrupts += 1) await nextInterrupt();
  const found: KernelPath[] = [];
  const enough = (fromGuest: boolean): boolean =>
    found.filter((path) => path.fromGuest === fromGuest).length === (fromGuest ? FROM_GUEST : FROM_IDLE);
  while (!enough(true) || !enough(false)) {
    await nextInterrupt();
    if (enough(await isFromGuest(remote))) continue;
    const path = await followPath(remote, idle);
    console.error(path.fromGuest, path.toGuest, path.switched, path.addresses.length, instructionsWithoutSpin(path.addresses));
    if (path.switched && path.toGuest) found.push(path);
  }
  await remote.removeBreakpoint(gate);
  await remote.detach();
  return found;
}
