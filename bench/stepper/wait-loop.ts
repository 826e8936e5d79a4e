/** Recognizes, in a path that is being followed, a loop that reads the clock and does nothing else. */

export interface Round {
  /** Position in the path at which the loop began. */
  readonly start: number;
  /** The instructions of one round, from its look at the clock on. */
  readonly addresses: readonly number[];
}

/** As many equal rounds make a loop: a function that reads the clock may be called twice. */
const ROUNDS = 3;

/** The path stands, once more, at an instruction that reads the clock: whether the rounds since then are all the same. */
export function roundOf(path: readonly number[]): Round | undefined {
  const last = path.length - 1;
  const length = last - path.lastIndexOf(path[last]!, last - 1);
  const start = last - ROUNDS * length;
  if (length > last || start < 0) return undefined;
  const addresses = path.slice(start, start + length);
  const same = path.slice(start, last).every((address, position) => address === addresses[position % length]);
  return same ? { start, addresses } : undefined;
}
