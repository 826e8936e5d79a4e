/**
 * A port: one end of a channel. What the system file says of it is its entry in the system table; what the kernel keeps for it
 * lies in memory that the host laid out. A partition's port begins to be usable when the partition creates it, and ceases with the
 * partition's start.
 */
import {
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  PORT_QUEUING,
  PORT_SAMPLING,
  PORT_STATE_BYTES,
  PortEntry,
} from "../../generated/abi";
import { Partition } from "../partition";
import { WaitQueue } from "../process/wait-queue";
import { portStateAddress } from "../system-table";
import { Thread } from "../thread";
import { Channel } from "./channel";

/** As a queue it holds the processes that wait at this port. */
@unmanaged
export class Port extends WaitQueue {
  /** Sampling destination: how old a valid message may be, in ticks of the time-stamp counter. */
  refreshTicks: u64;
  entry: PortEntry;
  partition: Partition;
  channel: Channel;
  /** What it can be used for, and in which start of its partition: `keyOf`. 0: it was never created. */
  key: u32;
  /** Sampling: number of the message that is not for this port, since it came before the restart; 0: none. */
  hiddenNumber: u32;
  /** Sampling: number of the message that was read last. */
  readNumber: u32;
  /** The next of those that are told of the channel's messages, or 0. */
  nextListener: Port;
  /** Number of its partition's start in whose list of news it is, and the next in that list; or 0. */
  newsIn: u32;
  nextNews: Port;
  /** Sampling: whether the message that was read last was valid then. */
  wasValid: bool;
  /** Its partition has vCPUs: they are told of every message. */
  ofGuest: bool;
}

if (offsetof<Port>() > 64) ERROR("Port: larger than PORT_STATE_BYTES");
if (PORT_STATE_BYTES != 64) ERROR("PORT_STATE_BYTES has changed");

/** What a port is for: its kind and direction. */
export const SAMPLING_SOURCE: u32 = (PORT_SAMPLING << 1) | DIRECTION_SOURCE;
export const SAMPLING_DESTINATION: u32 = (PORT_SAMPLING << 1) | DIRECTION_DESTINATION;
export const QUEUING_SOURCE: u32 = (PORT_QUEUING << 1) | DIRECTION_SOURCE;
export const QUEUING_DESTINATION: u32 = (PORT_QUEUING << 1) | DIRECTION_DESTINATION;

export const NO_PORT_STATE: Port = changetype<Port>(0);

/** Whether there is one. @inline */
export function isPort(port: Port): bool {
  return changetype<usize>(port) != 0;
}

/** The port with that index in the system table. */
export function portAt(index: u32): Port {
  return changetype<Port>(portStateAddress(index));
}

/** The key of a port for that use, in the partition's present start. @inline */
function keyOf(partition: Partition, use: u32): u32 {
  return (partition.startNumber << 2) | use;
}

/** Makes the port usable until its partition's next start. */
export function openPort(port: Port): void {
  port.key = keyOf(port.partition, (port.entry.kind << 1) | port.entry.direction);
}

/** Whether its partition can use it. @inline */
export function isCreated(port: Port): bool {
  return port.key >> 2 == port.partition.startNumber;
}

/** The port that the call's first argument names, as far as `isUsable`. @inline */
export function namedPort(thread: Thread): Port {
  return changetype<Port>(thread.partition.ports + (thread.ebx - 1) * PORT_STATE_BYTES);
}

/** Whether there is such a port, it was created, and it is for this use. @inline */
export function isUsable(thread: Thread, port: Port, use: u32): bool {
  const partition = thread.partition;
  return thread.ebx - 1 < partition.portCount && port.key == keyOf(partition, use);
}

/** The port of `kind` that the call's first argument names, if it was created. */
export function portOf(thread: Thread, kind: u32): Port {
  const port = namedPort(thread);
  const use = kind << 1;
  return isUsable(thread, port, use) || isUsable(thread, port, use | 1) ? port : NO_PORT_STATE;
}

/** By which its partition names it: from 1. */
export function identifierOf(port: Port): u32 {
  return u32(changetype<usize>(port) - port.partition.ports) / PORT_STATE_BYTES + 1;
}
