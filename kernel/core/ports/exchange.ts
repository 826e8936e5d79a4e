/**
 * What a channel tells the host (abi: Exchange): each message that its source sends, copied into a ring where the host finds it. The
 * kernel waits for nobody there: what was not read in time is overwritten. The host can ask that messages be held: their sender
 * does not know, they go no further. Which memory this is, only the checked system table says. What comes in is `inlet.ts`.
 */
import { barrier } from "../../arch";
import { MESSAGE_OUT_SIZE, MessageOut } from "../../generated/abi";
import { copyMessage } from "../objects/message";
import { Partition } from "../partition";
import { windowStartNs } from "../schedule";
import { physical } from "../system-table";
import { Channel, slotBytes } from "./channel";

if (MESSAGE_OUT_SIZE != 16) ERROR("MessageOut: slotBytes counts on 16 bytes of header");

/** Whether the host has a part in the channel. @inline */
export function hasExchange(channel: Channel): bool {
  return changetype<usize>(channel.exchange) != 0;
}

/** Whether the message that the source sends now is to be held: asked once a message. */
export function isHeld(channel: Channel): bool {
  const exchange = channel.exchange;
  if (i32(exchange.hold - exchange.held) <= 0) return false;
  exchange.held += 1;
  return true;
}

/**
 * Tells the host of a message, if the channel has a ring out: one copy. `timeNs` is the clock's, in a window of `partition`; `flags`
 * are TOLD bits. @cold
 */
export function tellHost(
  partition: Partition,
  channel: Channel,
  from: usize,
  length: u32,
  timeNs: u64,
  flags: u32,
): void {
  const slots = channel.entry.slotsOut;
  if (slots == 0) return;
  const exchange = channel.exchange;
  const number = exchange.told;
  const slot = physical(channel.entry.ringOutPhys) + (number & (slots - 1)) * slotBytes(channel.maxMessageSize);
  const message = changetype<MessageOut>(slot);
  message.timeNs = timeNs - partition.info.frameOriginNs;
  message.inWindowNs = u32(min<u64>(timeNs - windowStartNs(), u32.MAX_VALUE));
  message.length = u16(length);
  message.flags = u16(flags);
  copyMessage(slot + MESSAGE_OUT_SIZE, from, length);
  barrier();
  exchange.told = number + 1;
}
