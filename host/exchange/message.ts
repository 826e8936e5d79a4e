/** Messages between a channel and the host. Times count from the start of the first major frame. */

export interface IncomingMessage {
  /** Not to be taken before. Absent: at once, which is after the message before it. */
  readonly atNs?: number;
  readonly bytes: Uint8Array;
}

export interface OutgoingMessage {
  /** When it was sent. */
  readonly timeNs: number;
  /** When the window began in which it was sent, by the schedule: the same on each machine. */
  readonly windowNs: number;
  readonly bytes: Uint8Array;
  /** The host asked that it go no further: its destinations never see it. */
  readonly held: boolean;
  /** It came from the host, not from the channel's source. */
  readonly inserted: boolean;
  /** The channel had no room, and discards. */
  readonly discarded: boolean;
}
