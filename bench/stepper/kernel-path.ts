/** Follows the processor through the kernel, instruction by instruction, from a gate to where the kernel is left. */
import { KERNEL_BASE } from "../../host/generated/abi.js";
import { BenchFailure } from "../bench-failure.js";
import type { GdbRemote } from "./gdb-remote.js";
import { branchOf, isTimestampRead, type KernelCode } from "./kernel-code.js";
import { type Round, roundOf } from "./wait-loop.js";

export interface KernelPath {
  /** Instructions executed; a loop that waits for the clock counts as if its first look had ended it. */
  readonly instructions: number;
  /** Whether it began in ring 3, or in the kernel's idle loop. */
  readonly fromGuest: boolean;
  /** Whether it ended in ring 3, or in the idle loop. */
  readonly toGuest: boolean;
  /** Whether there was such a loop. */
  readonly waited: boolean;
}

/** The frame that the processor pushes: EIP, CS, EFLAGS. */
const FRAME_CS = 4;
const RING = 3;
/** Far beyond any. */
const LONGEST_PATH = 20_000;

/** Whether the gate at whose first instruction the machine stands was entered from ring 3. */
export async function isFromGuest(remote: GdbRemote): Promise<boolean> {
  const esp = await remote.register("esp");
  return ((await remote.readWord(esp + FRAME_CS)) & RING) !== 0;
}

/** Follows from the first instruction of a gate to ring 3 or to `idle`, where the idle loop begins. */
export async function followPath(remote: GdbRemote, code: KernelCode, idle: number): Promise<KernelPath> {
  const fromGuest = await isFromGuest(remote);
  let path: number[] = [];
  let waited = false;
  let at = await remote.register("eip");
  while (at >= KERNEL_BASE && at !== idle) {
    path.push(at);
    if (path.length > LONGEST_PATH) throw new BenchFailure("the kernel is not left: its code is not what was expected");
    const round = isTimestampRead(code, at) ? roundOf(path) : undefined;
    if (round === undefined) {
      await remote.step();
    } else {
      waited = true;
      path = [...path.slice(0, round.start), ...(await leaveLoop(remote, code, round))];
    }
    at = await remote.register("eip");
  }
  return { instructions: path.length, fromGuest, toGuest: at < KERNEL_BASE, waited };
}

/** Lets the loop run to its end. Tells what its last round executed. */
async function leaveLoop(remote: GdbRemote, code: KernelCode, { addresses }: Round): Promise<readonly number[]> {
  const exits = new Map<number, number>();
  for (const [position, address] of addresses.entries()) {
    for (const next of branchOf(code, address)) if (!addresses.includes(next)) exits.set(next, position);
  }
  for (const exit of exits.keys()) await remote.setBreakpoint(exit);
  await remote.continue();
  for (const exit of exits.keys()) await remote.removeBreakpoint(exit);
  return addresses.slice(0, exits.get(await remote.register("eip"))! + 1);
}
