/** The host's end of a channel's exchange, in the memory of a kernel under test. */
import {
  decodeExchange,
  decodeMessageOut,
  EXCHANGE_HOLD_OFFSET,
  EXCHANGE_SIZE,
  EXCHANGE_WRITTEN_OFFSET,
  encodeMessageIn,
  MESSAGE_IN_SIZE,
  MESSAGE_OUT_SIZE,
} from "../../host/generated/abi.js";
import type { Table } from "./system.js";

export interface Told {
  readonly timeNs: bigint;
  readonly inWindowNs: number;
  readonly flags: number;
  readonly content: readonly number[];
}

interface Memory {
  readonly view: DataView;
  readonly bytes: Uint8Array;
}

/** Of the table's channel with that index. */
export function hostEnd({ view, bytes }: Memory, table: Table, channel: number) {
  const entry = table.arrays.channels![channel]!;
  const slotBytes = Math.ceil((MESSAGE_IN_SIZE + entry.maxMessageSize) / 16) * 16;
  const { exchangePhys: phys, slotsIn, ringOutPhys, slotsOut } = entry;
  const header = () => decodeExchange(view, phys);
  return {
    phys,
    header,
    /** Puts a message into the ring in; `length` as it is, though it be none. */
    put: (content: readonly number[], dueNs = 0n, length = content.length) => {
      const { written } = header();
      const slot = phys + EXCHANGE_SIZE + (written % slotsIn) * slotBytes;
      encodeMessageIn(view, slot, { dueNs, length, reserved: 0 });
      bytes.set(content, slot + MESSAGE_IN_SIZE);
      view.setUint32(phys + EXCHANGE_WRITTEN_OFFSET, written + 1, true);
    },
    hold: (count: number) => view.setUint32(phys + EXCHANGE_HOLD_OFFSET, count, true),
    /** The messages that are still in the ring out, the oldest first. */
    told: (): Told[] => {
      const { told } = header();
      const first = Math.max(told - slotsOut, 0);
      return Array.from({ length: told - first }, (_, index) => {
        const slot = ringOutPhys + ((first + index) % slotsOut) * slotBytes;
        const { length, ...message } = decodeMessageOut(view, slot);
        return { ...message, content: [...bytes.subarray(slot + MESSAGE_OUT_SIZE, slot + MESSAGE_OUT_SIZE + length)] };
      });
    },
  };
}
