/**
 * The time of an emulated machine: instructions executed times a constant, plus what was skipped while the
 * processor was halted. It depends on nothing else, so equal images see equal times. The emulator has one time
 * source a process, `performance.now`; `runWith` decides whose clock that is while a slice runs.
 */

/** Makes the machine about as fast as a PC of 100 MIPS, which an emulated run keeps up with. */
export const NS_PER_INSTRUCTION = 10;

export class VirtualClock {
  private instructions = 0;
  private lastCounter = 0;
  private skippedNs = 0;
  private lastReadNs = -1;
  private readBeforeNs = -1;

  /** `counter` reads the emulator's instruction counter, modulo 2^32; it may not wrap between two reads. */
  constructor(private readonly counter: () => number) {}

  /** Nanoseconds since power-on. */
  nowNs(): number {
    const counter = this.counter() >>> 0;
    this.instructions += (counter - this.lastCounter) >>> 0;
    this.lastCounter = counter;
    return this.instructions * NS_PER_INSTRUCTION + this.skippedNs;
  }

  /** Milliseconds for the emulator: each read is later than the one before, since the counter moves in blocks. */
  readMs(): number {
    this.readBeforeNs = this.lastReadNs;
    this.lastReadNs = Math.max(this.nowNs(), this.lastReadNs + 1);
    // Half a nanosecond up: the emulator truncates, and rounding must not take it below the integer.
    return (this.lastReadNs + 0.5) / 1e6;
  }

  /** Takes the last reading back: the next is what it would have been without it. */
  unread(): void {
    this.lastReadNs = this.readBeforeNs;
  }

  /** Moves the clock of a halted processor forward. */
  skipTo(ns: number): void {
    this.skippedNs += Math.max(0, ns - this.nowNs());
  }
}

let active: VirtualClock | undefined;

/** Runs `slice` (synchronously) on `clock`. */
export function runWith<T>(clock: VirtualClock, slice: () => T): T {
  const outer = active;
  active = clock;
  try {
    return slice();
  } finally {
    active = outer;
  }
}

/** What the emulator sees as `performance.now` while a slice runs; undefined between slices. */
export function activeClockMs(): number | undefined {
  return active?.readMs();
}
