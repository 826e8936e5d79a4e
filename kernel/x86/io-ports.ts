/**
 * The I/O ports that partitions were given, by the I/O map of the task state segment (Intel SDM vol. 1, 19.5.2). It holds
 * the ports of one partition at a time, and is shown to that one alone: a switch between partitions without ports writes
 * nothing, and one to another owner only the granted bits of both.
 */
import { Partition } from "../core/partition";
import { portRange } from "../core/system-table";
import { PartitionEntry } from "../generated/abi";
import { ioMap, showIoMap } from "./gdt";

/** Whose ports the map holds, as its PartitionEntry, and whether the map is shown; 0: nobody's. */
let holder: usize = 0;
let shown: usize = 0;

/** `partition` is to run next. @inline */
export function switchPorts(partition: Partition): void {
  const next = partition.portOwner;
  if (next != shown) showPorts(next);
}

/** @cold */
function showPorts(next: usize): void {
  shown = next;
  if (next != 0 && next != holder) {
    if (holder != 0) setPorts(changetype<PartitionEntry>(holder), false);
    setPorts(changetype<PartitionEntry>(next), true);
    holder = next;
  }
  showIoMap(next != 0);
}

function setPorts(entry: PartitionEntry, granted: bool): void {
  for (let i: u32 = 0; i < entry.portRangeCount; i += 1) {
    const range = portRange(entry, i);
    for (let port: u32 = range.first; port <= range.last; port += 1) setPort(port, granted);
  }
}

function setPort(port: u32, granted: bool): void {
  const at = ioMap() + (port >> 3);
  const bit: u32 = 1 << (port & 7);
  const byte: u32 = load<u8>(at);
  store<u8>(at, granted ? byte & ~bit : byte | bit);
}
