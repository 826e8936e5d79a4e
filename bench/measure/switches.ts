/**
 * What the change from one partition to the next costs, by following the processor from the timer's gate to the first
 * instruction of the partition that enters. The deliberate wait for the window's edge is counted as one look at the clock.
 */
import { readElf } from "../../host/elf/reader.js";
import { BenchFailure } from "../bench-failure.js";
import { runBench } from "../bench-run.js";
import { type Figure, figureOf } from "../series.js";
import { GdbRemote } from "../stepper/gdb-remote.js";
import { followPath, instructionsWithoutSpin, type KernelPath } from "../stepper/kernel-path.js";

export interface SwitchFigures {
  /** From a guest that computes. */
  readonly partition_switch: Figure;
  /** From a guest that idles: the kernel waits for the interrupt. */
  readonly partition_switch_from_idle: Figure;
}

const TIMER_GATE = "gate_stub_32";
const IDLE_LOOP = "idle_begin";
/** Interrupts of the timer before the first that is followed: by then every partition has started. */
const INTERRUPTS_BEFORE = 150;
const SWITCHES = 6;
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

/** Some switches of each kind; then the machine goes on alone. */
async function followSwitches(port: number, gate: number, idle: number): Promise<KernelPath[]> {
  const remote = await GdbRemote.connect(port);
  try {
    const found: KernelPath[] = [];
    const missing = (): boolean =>
      [true, false].some((fromGuest) => found.filter((path) => path.fromGuest === fromGuest).length < SWITCHES);
    await remote.setBreakpoint(gate);
    for (let interrupts = 1; missing() && (await remote.continue()); interrupts += 1) {
      if (interrupts < INTERRUPTS_BEFORE) continue;
      const path = await followPath(remote, idle);
      if (path.switched && path.toGuest) found.push(path);
    }
    await remote.removeBreakpoint(gate);
    await remote.continue();
    return found;
  } finally {
    remote.close();
  }
}
