/**
 * What the change from one partition to the next costs, by following the processor from the timer's gate to the first
 * instruction of the partition that enters. The wait for the window's edge counts as one look at the clock.
 */
import { runBench } from "../bench-run.js";
import { type Figure, figureOf } from "../series.js";
import { GdbRemote } from "../stepper/gdb-remote.js";
import { type KernelCode, kernelCode } from "../stepper/kernel-code.js";
import { followPath, isFromGuest, type KernelPath } from "../stepper/kernel-path.js";

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
/** Those of two major frames. */
const FROM_GUEST = 12;
const FROM_IDLE = 4;
const FRAMES = 60;

export async function measureSwitches(kernel: Uint8Array): Promise<SwitchFigures> {
  const code = kernelCode(kernel);
  let following: Promise<KernelPath[]> | undefined;
  await runBench({
    kernel,
    system: "windows",
    frames: FRAMES,
    onDebugger: (port) => {
      following = followSwitches(port, code);
      // Told when the run is over.
      following.catch(() => {});
    },
  });
  const switches = (await following) ?? [];
  const figure = (guest: boolean): Figure =>
    figureOf(switches.filter(({ fromGuest }) => fromGuest === guest).map(({ instructions }) => instructions));
  return { partition_switch: figure(true), partition_switch_from_idle: figure(false) };
}

/** Follows some switches of each kind, then lets the machine go on alone. */
async function followSwitches(port: number, code: KernelCode): Promise<KernelPath[]> {
  const gate = code.address(TIMER_GATE);
  const remote = await GdbRemote.connect(port);
  await remote.setBreakpoint(gate);
  const nextInterrupt = async (): Promise<void> => {
    await remote.step();
    await remote.continue();
  };
  for (let interrupts = 0; interrupts < INTERRUPTS_BEFORE; interrupts += 1) await nextInterrupt();
  const found: KernelPath[] = [];
  const enough = (guest: boolean): boolean =>
    found.filter(({ fromGuest }) => fromGuest === guest).length === (guest ? FROM_GUEST : FROM_IDLE);
  while (!enough(true) || !enough(false)) {
    await nextInterrupt();
    if (enough(await isFromGuest(remote))) continue;
    const path = await followPath(remote, code, code.address(IDLE_LOOP));
    // Only a window's edge is waited for; and here every window belongs to another partition than the one before.
    if (path.waited && path.toGuest) found.push(path);
  }
  await remote.removeBreakpoint(gate);
  await remote.detach();
  return found;
}
