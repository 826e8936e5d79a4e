/** Follows the processor through the kernel, instruction by instruction, from a gate to where the kernel is left. */
import { KERNEL_BASE } from "../../host/generated/abi.js";
import type { GdbRemote } from "./gdb-remote.js";

export interface KernelPath {
  /** The address of each instruction, in the order of execution. */
  readonly addresses: readonly number[];
  /** Whether it began in ring 3, or in the kernel's idle loop. */
  readonly fromGuest: boolean;
  /** Whether it ended in ring 3, or in the idle loop. */
  readonly toGuest: boolean;
  /** Whether another address space was current at its end. */
  readonly switched: boolean;
}

/** The frame that the processor pushes: EIP, CS, EFLAGS. */
const FRAME_CS = 4;
const RING = 3;

/** Whether the gate at whose first instruction the machine stands was entered from ring 3. */
export async function isFromGuest(remote: GdbRemote): Promise<boolean> {
  const esp = await remote.register("esp");
  return ((await remote.readWord(esp + FRAME_CS)) & RING) !== 0;
}

/** Follows from the first instruction of a gate to ring 3 or to `idle`, where the idle loop begins. */
export async function followPath(remote: GdbRemote, idle: number): Promise<KernelPath> {
  const fromGuest = await isFromGuest(remote);
  const space = await remote.register("cr3");
  const addresses: number[] = [];
  let at = await remote.register("eip");
  while (at >= KERNEL_BASE && at !== idle) {
    addresses.push(at);
    await remote.step();
    at = await remote.register("eip");
  }
  const switched = (await remote.register("cr3")) !== space;
  return { addresses, fromGuest, toGuest: at < KERNEL_BASE, switched };
}

/** A loop that goes round this often does nothing but wait. */
const ROUNDS_OF_A_SPIN = 16;

/** The number of instructions when a loop that waits is gone through once. */
export function instructionsWithoutSpin(addresses: readonly number[]): number {
  const places = new Map<number, number[]>();
  for (const [position, address] of addresses.entries()) {
    const seen = places.get(address);
    if (seen) seen.push(position);
    else places.set(address, [position]);
  }
  const spin = [...places.values()].reduce((most, seen) => (seen.length > most.length ? seen : most), []);
  if (spin.length < ROUNDS_OF_A_SPIN) return addresses.length;
  return addresses.length - (spin.at(-1)! - spin[0]!);
}
