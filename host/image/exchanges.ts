/**
 * What channels have in common with the host (abi: Exchange): which of them, how many messages their rings hold, and where these lie.
 * The headers and the rings in are loaded with the image, so that messages can be in it already; the rings out are not.
 */
import { comesFromHost, goesToHost } from "../config/host-ends.js";
import type { Channel } from "../config/model.js";
import {
  type ChannelEntry,
  EXCHANGE_SIZE,
  MAX_EXCHANGE_SLOTS,
  MESSAGE_HEADER_BYTES,
  MESSAGE_IN_SIZE,
  MESSAGE_OUT_SIZE,
} from "../generated/abi.js";
import { ImageError } from "./image-error.js";
import type { PhysicalCursor } from "./pages.js";

/** Messages that the rings of a channel are to keep for their reader at least; absent: as many as suit their length. */
export interface SlotCounts {
  readonly in?: number;
  readonly out?: number;
}

export interface ExchangeOptions {
  /**
   * `"host-ends"`: channels that end at the host. `"all"`: every channel has a ring in and a ring out, so that whoever runs the
   * image sees each message and can send some of his own. Default: `"host-ends"`.
   */
  readonly exchanges?: "host-ends" | "all";
  /** By the channel's name. */
  readonly slots?: Readonly<Record<string, SlotCounts>>;
}

/** What a channel's entry in the table says of it. */
export type Exchange = Pick<ChannelEntry, "exchangePhys" | "slotsIn" | "ringOutPhys" | "slotsOut">;

export const NO_EXCHANGE: Exchange = { exchangePhys: 0, slotsIn: 0, ringOutPhys: 0, slotsOut: 0 };

export interface PlacedExchanges {
  /** By channel. */
  readonly exchanges: readonly Exchange[];
  /** What is loaded of all of them: zero, no message was exchanged yet. 0 bytes where no channel has one. */
  readonly loadedPhys: number;
  readonly loadedBytes: number;
}

const ALIGNMENT = 16;
/** Memory of a ring whose messages nobody counted, and messages that it holds at most. */
const RING_BYTES = { in: 128 << 10, out: 4 << 20 } as const;
const RING_MESSAGES = { in: 256, out: 4096 } as const;
const LEAST_MESSAGES = 16;

if (MESSAGE_IN_SIZE !== MESSAGE_HEADER_BYTES || MESSAGE_OUT_SIZE !== MESSAGE_HEADER_BYTES) {
  throw new Error("messages of a ring have another header than those of a channel");
}

/** A message with its header, in a channel and in a ring. */
export const slotBytes = (messageBytesMax: number): number =>
  Math.ceil((MESSAGE_HEADER_BYTES + messageBytesMax) / ALIGNMENT) * ALIGNMENT;

/** Places what the channels exchange with the host. */
export function placeExchanges(
  channels: readonly Channel[],
  options: ExchangeOptions,
  cursor: PhysicalCursor,
): PlacedExchanges {
  const slots = channels.map((channel) => slotsOf(channel, options));
  const bytes = channels.map(({ messageBytesMax }) => slotBytes(messageBytesMax));
  const loaded = slots.map((count, index) => {
    return count.in + count.out === 0 ? 0 : EXCHANGE_SIZE + count.in * bytes[index]!;
  });
  const loadedBytes = sum(loaded);
  if (loadedBytes === 0) return { exchanges: channels.map(() => NO_EXCHANGE), loadedPhys: 0, loadedBytes };
  const loadedPhys = cursor.take(loadedBytes);
  const exchanges = slots.map((count, index): Exchange => {
    if (loaded[index] === 0) return NO_EXCHANGE;
    return {
      exchangePhys: loadedPhys + sum(loaded.slice(0, index)),
      slotsIn: count.in,
      ringOutPhys: count.out === 0 ? 0 : cursor.take(count.out * bytes[index]!),
      slotsOut: count.out,
    };
  });
  return { exchanges, loadedPhys, loadedBytes };
}

function slotsOf(channel: Channel, { exchanges = "host-ends", slots = {} }: ExchangeOptions): Required<SlotCounts> {
  const counts = Object.hasOwn(slots, channel.name) ? slots[channel.name]! : {};
  const every = exchanges === "all";
  return {
    in: every || comesFromHost(channel) ? slotCount(channel, "in", counts.in) : 0,
    out: every || goesToHost(channel) ? slotCount(channel, "out", counts.out) : 0,
  };
}

/** A power of two. */
function slotCount(channel: Channel, ring: "in" | "out", wanted: number | undefined): number {
  if (wanted === undefined) {
    const fitting = Math.floor(RING_BYTES[ring] / slotBytes(channel.messageBytesMax));
    return 2 ** Math.floor(Math.log2(Math.min(Math.max(fitting, LEAST_MESSAGES), RING_MESSAGES[ring])));
  }
  // While the machine runs, the oldest slot of a full ring out may be the one that the kernel writes.
  const slots = Math.max(wanted, 1) + (ring === "out" ? 1 : 0);
  if (slots <= MAX_EXCHANGE_SLOTS) return 2 ** Math.ceil(Math.log2(slots));
  const message = `${wanted} messages between the channel and the host; a ring holds ${MAX_EXCHANGE_SLOTS}`;
  throw new ImageError("tooLarge", message, { path: `channels.${channel.name}` });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
