/** What a description may come to at most: far more than a module needs, and little enough to be read at once. */

export const LIMITS = {
  characters: 8 * 1024 ** 2,
  /** Elements inside each other. */
  depth: 64,
  elements: 50_000,
  attributes: 200_000,
  /** Characters of an attribute's value. */
  value: 4096,
  /** Windows of one schedule, those that repeat included. */
  windows: 4096,
  /** Faults that are told of; who has that many wants to see the first. */
  faults: 100,
  /** Faults that are collected, to tell of those that come first in the file. */
  collected: 1000,
} as const;
