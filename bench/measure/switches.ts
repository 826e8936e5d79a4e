/**
 * What the change from one partition to the next costs, by following the processor from the timer's gate to the first
 * instruction of the partition that enters. The wait for the window's edge counts as one look at the clock.
 */
import { type Made, runBench } from "../bench-run.js";
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

/** Which switches of a run are followed. */
export interface SwitchRequest {
  /** A folder under `bench/systems`, or a system that one of them makes. */
  readonly system: string | Made;
  readonly frames: number;
  /** Interrupts of the timer before the first that is followed: by then every partition has started. */
  readonly before: number;
  /** How many are followed that begin in a guest that computes, and in idle time. */
  readonly guest: number;
  readonly idle: number;
}

export async function measureSwitches(kernel: Uint8Array): Promise<SwitchFigures> {
  // Those of two major frames.
  const switches = await switchesOf(kernel, { system: "windows", frames: 60, before: 300, guest: 12, idle: 4 });
  const figure = (guest: boolean): Figure =>
    figureOf(switches.filter(({ fromGuest }) => fromGuest === guest).map(({ instructions }) => instructions));
  return { partition_switch: figure(true), partition_switch_from_idle: figure(false) };
}

/** The switches asked for, in the order in which they came. */
export async function switchesOf(kernel: Uint8Array, request: SwitchRequest): Promise<KernelPath[]> {
  const code = kernelCode(kernel);
  let following: Promise<KernelPath[]> | undefined;
  await runBench({
    kernel,
    system: request.system,
    frames: request.frames,
    onDebugger: (port) => {
      following = followSwitches(port, code, request);
      // Told when the run is over.
      following.catch(() => {});
    },
  });
  return (await following) ?? [];
}

/** Follows some switches of each kind, then lets the machine go on alone. */
async function followSwitches(port: number, code: KernelCode, request: SwitchRequest): Promise<KernelPath[]> {
  const gate = code.address(TIMER_GATE);
  const remote = await GdbRemote.connect(port);
  await remote.setBreakpoint(gate);
  const nextInterrupt = async (): Promise<void> => {
    await remote.step();
    await remote.continue();
  };
  for (let interrupts = 0; interrupts < request.before; interrupts += 1) await nextInterrupt();
  const found: KernelPath[] = [];
  const enough = (guest: boolean): boolean =>
    found.filter(({ fromGuest }) => fromGuest === guest).length === (guest ? request.guest : request.idle);
  while (!enough(true) || !enough(false)) {
    await nextInterrupt();
    if (enough(await isFromGuest(remote))) continue;
    const path = await followPath(remote, code, code.address(IDLE_LOOP));
    // Only a window's edge is waited for.
    if (path.waited && path.toGuest) found.push(path);
  }
  await remote.removeBreakpoint(gate);
  await remote.detach();
  return found;
}
