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
    setRange(range.first, range.last, granted);
  }
}

/** A word at a time: this is a window's start, and an owner may have MAX_PORTS. */
function setRange(first: u32, last: u32, granted: bool): void {
  const lastWord = last >> 5;
  for (let word = first >> 5; word <= lastWord; word += 1) {
    let bits: u32 = 0xffff_ffff;
    if (word == first >> 5) bits <<= first & 31;
    if (word == lastWord) bits &= 0xffff_ffff >> (31 - (last & 31));
    const at = ioMap() + (word << 2);
    store<u32>(at, granted ? load<u32>(at) & ~bits : load<u32>(at) | bits);
  }
}
