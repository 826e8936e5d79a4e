/** Follows the processor through the kernel, instruction by instruction, from a gate to where the kernel is left. */
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

/** The machine stands at the first instruction of a gate; `idle` is where the idle loop begins. */
export async function followPath(remote: GdbRemote, idle: number): Promise<KernelPath> {
  const start = await remote.registers();
  const interruptedCs = await remote.readWord(start.esp + FRAME_CS);
  const addresses: number[] = [];
  let now = start;
  while ((now.cs & RING) === 0 && now.eip !== idle) {
    addresses.push(now.eip);
    await remote.step();
    now = await remote.registers();
  }
  return {
    addresses,
    fromGuest: (interruptedCs & RING) !== 0,
    toGuest: (now.cs & RING) !== 0,
    switched: now.cr3 !== start.cr3,
  };
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
