/** What is told of many samples of one quantity. */
import { BenchFailure } from "./bench-failure.js";

export interface Figure {
  readonly median: number;
  readonly max: number;
}

export function figureOf(samples: readonly number[]): Figure {
  return { median: median(samples), max: samples.reduce((most, sample) => Math.max(most, sample)) };
}

/** What does not vary. */
export const single = (value: number): Figure => ({ median: value, max: value });

/** The middle one; of two in the middle the greater. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new BenchFailure("a median of nothing");
  return middle;
}

/** What is left of the samples without the cost of measuring: the median of samples of nothing. */
export function without(nothing: readonly number[], samples: readonly number[]): number[] {
  const cost = median(nothing);
  return samples.map((sample) => sample - cost);
}
