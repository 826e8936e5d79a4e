/** Where messages come from while a run goes on. */
import type { IncomingMessage } from "./message.js";

export interface Source {
  /** The messages that came, the oldest first; taken from it are those that found a place, by `drop`. */
  readonly pending: readonly IncomingMessage[];
  /** The first `count` are on their way. */
  drop(count: number): void;
  /** What came and was none, or more than anybody could take. */
  readonly refused: number;
  /** Nothing more is wanted. */
  close(): Promise<void>;
}
