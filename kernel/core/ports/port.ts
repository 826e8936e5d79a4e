/**
 * A port: one end of a channel. What the system file says of it is its entry in the system table; what the kernel keeps for it
 * lies in memory that the host laid out. A partition's port begins to be usable when the partition creates it, and ceases with the
 * partition's start.
 */
import { PORT_STATE_BYTES, PortEntry } from "../../generated/abi";
import { Partition } from "../partition";
import { WaitQueue } from "../process/wait-queue";
import { portStateAddress } from "../system-table";
import { Thread } from "../thread";
import { Channel } from "./channel";

/** As a queue it holds the processes that wait at this port. */
@unmanaged
export class Port extends WaitQueue {
  entry: PortEntry;
  partition: Partition;
  channel: Channel;
  /** Number of its partition's start in which it was created. */
  createdIn: u32;
  /** Sampling: number of the message that is not for this port, since it came before the restart; 0: none. */
  hiddenNumber: u32;
  /** Sampling: number of the message that was read last, and whether it was valid then. */
  readNumber: u32;
  wasValid: bool;
  /** Its partition has vCPUs: they are told of every message. */
  ofGuest: bool;
  /** The next of those that are told of the channel's messages, or 0. */
  nextListener: Port;
  /** Number of its partition's start in whose list of news it is, and the next in that list; or 0. */
  newsIn: u32;
  nextNews: Port;
  /** Sampling: the refresh period in ticks of the time-stamp counter. */
  refreshTicks: u64;
}

if (offsetof<Port>() > 64) ERROR("Port: larger than PORT_STATE_BYTES");
if (PORT_STATE_BYTES != 64) ERROR("PORT_STATE_BYTES has changed");

export const NO_PORT_STATE: Port = changetype<Port>(0);

/** Whether there is one. @inline */
export function isPort(port: Port): bool {
  return changetype<usize>(port) != 0;
}

/** The port with that index in the system table. */
export function portAt(index: u32): Port {
  return changetype<Port>(portStateAddress(index));
}

/** Whether its partition can use it. @inline */
export function isCreated(port: Port): bool {
  return port.createdIn == port.partition.startNumber;
}

/** The port of `kind` that the call's first argument names, if it was created. @inline */
export function portOf(thread: Thread, kind: u32): Port {
  const entry = thread.partition.entry;
  const number = thread.ebx - 1;
  if (number >= entry.portCount) return NO_PORT_STATE;
  const port = portAt(entry.firstPort + number);
  return port.entry.kind == kind && isCreated(port) ? port : NO_PORT_STATE;
}

/** By which its partition names it: from 1. */
export function identifierOf(port: Port): u32 {
  const first = portStateAddress(port.partition.entry.firstPort);
  return u32(changetype<usize>(port) - first) / PORT_STATE_BYTES + 1;
}
