/** What a description may come to at most: far more than a module needs, and little enough to be read at once. */

export const LIMITS = {
  characters: 8 * 1024 ** 2,
  /** Elements inside each other. */
  depth: 64,
  elements: 100_000,
  attributes: 400_000,
  /** Windows of one schedule, those that repeat included. */
  windows: 4096,
  /** Faults that are told of; who has that many wants to see the first. */
  faults: 100,
} as const;
