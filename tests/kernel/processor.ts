/** A processor for the kernel under test: scripted by the test, and it remembers what it was told. */

export interface Processor {
  /** What RDTSC reads. */
  timestamp: bigint;
  /** Added to the time stamp at each read. */
  timestampStep: bigint;
  /** OUT instructions: port, value. */
  readonly portWrites: [port: number, value: number][];
  /** IN. */
  readPort: (port: number) => number;
  /** OUT, besides being remembered. */
  writePort: (port: number, value: number) => void;
  /** Where the kernel's image has its places. */
  place: (which: number) => number;
  /** What other instructions of `kernel/x86/cpu.ts` do and answer; one that is not here answers 0. */
  readonly execute: Record<string, (...operands: number[]) => number | undefined>;
  /** Other instructions, in order: name, operands. */
  readonly instructions: [name: string, ...operands: number[]][];
}

export function fakeProcessor(): Processor {
  return {
    timestamp: 0n,
    timestampStep: 0n,
    portWrites: [],
    readPort: () => 0xff,
    writePort: () => {},
    place: (which) => {
      throw new Error(`nobody said where place ${which} is`);
    },
    execute: {},
    instructions: [],
  };
}

/** The door (`kernel/x86/cpu.ts`) to `processor`, on `memory`. */
export function doorTo(processor: Processor, memory: Uint8Array, names: readonly string[]): WebAssembly.ModuleImports {
  const copy = (to: number, from: number, count: number) => {
    within(memory, to, count);
    within(memory, from, count);
    memory.copyWithin(to >>> 0, from >>> 0, (from >>> 0) + count);
  };
  const zero = (to: number, count: number) => memory.fill(0, within(memory, to, count), (to >>> 0) + count);
  const door: Record<string, (...operands: number[]) => number | bigint | undefined> = {
    out8: (port, value) => {
      // The instruction's operands are DX and AL.
      processor.portWrites.push([port! & 0xffff, value! & 0xff]);
      processor.writePort(port! & 0xffff, value! & 0xff);
      return undefined;
    },
    in8: (port) => processor.readPort(port! & 0xffff),
    readTimestamp: () => {
      processor.timestamp += processor.timestampStep;
      return processor.timestamp;
    },
    product: (a, b) => BigInt(a! >>> 0) * BigInt(b! >>> 0),
    // Where the processor would be in ring 3, the test has the gate's answer.
    resume: (context) => context,
    copyWords: (to, from, count) => void copy(to!, from!, (count! >>> 0) * 4),
    copyBytes: (to, from, count) => void copy(to!, from!, count! >>> 0),
    zeroWords: (to, count) => void zero(to!, (count! >>> 0) * 4),
    barrier: () => undefined,
    place: (which) => processor.place(which!),
  };
  const recorder =
    (name: string) =>
    (...operands: number[]) => {
      const unsigned = operands.map((operand) => operand >>> 0);
      processor.instructions.push([name, ...unsigned]);
      return processor.execute[name]?.(...unsigned) ?? 0;
    };
  return Object.fromEntries(names.map((name) => [name, door[name] ?? recorder(name)]));
}

function within(memory: Uint8Array, address: number, count: number): number {
  if ((address >>> 0) + count > memory.length)
    throw new RangeError(`0x${(address >>> 0).toString(16)}: no memory there`);
  return address >>> 0;
}
