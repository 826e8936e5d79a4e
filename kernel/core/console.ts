/**
 * The partitions' consoles. Each has its own ring, read by the host out of band and drained to the module's one serial
 * line as whole lines, `[name] text`. What the serial line has not taken is never overwritten; what does not fit is not
 * taken, and the writer is told. A partition that leaves a line open can't hold the others' up.
 */
import { barrier, copyBytes, readTimestamp } from "../arch";
import {
  CONSOLE_RECORD_SIZE,
  CONSOLE_RING_SIZE,
  CONSOLE_WRITE_MAX,
  ConsoleRecord,
  ConsoleRing,
  PARTITION_ENTRY_NAME_OFFSET,
} from "../generated/abi";
import { Partition, partitionAt } from "./partition";

const NEWLINE: u8 = 10;
const NEWLINES: u32 = 0x0a0a_0a0a;
const CARRIAGE_RETURN: u8 = 13;
const PREFIX_OPEN: u8 = 0x5b;
const PREFIX_CLOSE: u8 = 0x5d;
const SPACE: u8 = 0x20;
const TAB: u8 = 9;
const DELETE: u8 = 0x7f;
/** Instead of a control character: a partition can't play tricks with the terminal, nor forge another's prefix. */
const HIDDEN: u8 = 0x2e;
const lineEnd: usize = memory.data<u8>([10]);
/** What `nextConsoleByte` tells when there is nothing to send. */
export const NO_BYTE: u32 = 0xffff_ffff;

/** Empties the ring. `dataBytes` is a power of two. */
export function initializeConsole(ring: ConsoleRing, dataBytes: u32): void {
  ring.head = 0;
  ring.drained = 0;
  ring.drainedOfRecord = 0;
  ring.sizeBytes = dataBytes;
}

function recordBytes(textBytes: u32): u32 {
  return (CONSOLE_RECORD_SIZE + textBytes + 15) & ~15;
}

function dataAddress(ring: ConsoleRing, position: u32): usize {
  return changetype<usize>(ring) + CONSOLE_RING_SIZE + (position & (ring.sizeBytes - 1));
}

/** Takes up to CONSOLE_WRITE_MAX bytes of readable memory; tells how many. @apart */
export function writeConsole(partition: Partition, text: usize, length: u32): u32 {
  const ring = partition.console;
  const free = ring.sizeBytes - (ring.head - ring.drained);
  const wanted = min<u32>(length, CONSOLE_WRITE_MAX);
  const taken: u32 = free <= CONSOLE_RECORD_SIZE ? 0 : min<u32>(wanted, free - CONSOLE_RECORD_SIZE);
  const statistics = partition.statistics;
  statistics.consoleBytes += taken;
  statistics.consoleDropped += wanted - taken;
  if (taken == 0) return 0;

  const record = changetype<ConsoleRecord>(dataAddress(ring, ring.head));
  record.tsc = readTimestamp();
  record.length = taken;
  const start = ring.head + CONSOLE_RECORD_SIZE;
  const beforeWrap = min<u32>(taken, ring.sizeBytes - (start & (ring.sizeBytes - 1)));
  copyBytes(dataAddress(ring, start), text, beforeWrap);
  copyBytes(dataAddress(ring, start + beforeWrap), text + beforeWrap, taken - beforeWrap);
  noteLineEnd(partition, start, taken, beforeWrap);
  partition.consoleOpen = load<u8>(dataAddress(ring, start + taken - 1)) != NEWLINE;
  barrier();
  ring.head += recordBytes(taken);
  noteReady(partition);
  return taken;
}

/** Ends the line that the partition left open: what it writes after a restart is not the same sentence. */
export function endOpenLine(partition: Partition): void {
  if (partition.consoleOpen) writeConsole(partition, lineEnd, 1);
}

/** Bit n: partition n has a whole line to send, or so much of one that waiting for its end would lose text. */
let ready: u32 = 0;
/** Whose line is being sent; meaningless unless `sending`. */
let owner: u32 = 0;
let sending: bool = false;
/** Bytes of `[name` that are sent, then PREFIX_SPACE once `]` is, then PREFIX_DONE. */
let prefixSent: u32 = 0;
const NAME_BYTES: u32 = 32;
const PREFIX_SPACE: u32 = 0xffff_fffe;
const PREFIX_DONE: u32 = 0xffff_ffff;
/** Bytes of text sent in this turn. A longer line is broken, so that one without an end can't keep the serial line. */
let sentInTurn: u32 = 0;
const LINE_BYTES_MAX: u32 = 256;
/** The carriage return of a line's end was sent: the newline must follow. */
let returned: bool = false;
/** That end is not the writer's: the line was open, or too long. */
let inserted: bool = false;

function noteReady(partition: Partition): void {
  const ring = partition.console;
  const crowded = ring.head - ring.drained > ring.sizeBytes >> 1;
  if (partition.consoleHasLine || crowded) ready |= 1 << partition.index;
}

/** Whether `nextConsoleByte` has something. */
export function consolePending(): bool {
  return sending || ready != 0;
}

/** The next byte for the serial line, or NO_BYTE. Each byte is told once. */
export function nextConsoleByte(): u32 {
  if (!sending) {
    if (ready == 0) return NO_BYTE;
    takeTurn();
  }
  const partition = partitionAt(owner);
  const ring = partition.console;
  if (returned) {
    if (!inserted) consume(partition, ring);
    endLine(partition);
    return NEWLINE;
  }
  if (prefixSent != PREFIX_DONE) return prefixByte(partition);
  const empty = ring.head == ring.drained;
  const byte = empty ? NEWLINE : load<u8>(dataAddress(ring, ring.drained + CONSOLE_RECORD_SIZE + ring.drainedOfRecord));
  inserted = empty || (sentInTurn == LINE_BYTES_MAX && byte != NEWLINE);
  if (inserted || byte == NEWLINE) {
    returned = true;
    return CARRIAGE_RETURN;
  }
  consume(partition, ring);
  sentInTurn += 1;
  return (byte < SPACE && byte != TAB) || byte == DELETE ? HIDDEN : byte;
}

/** The next ready partition after the last owner. */
function takeTurn(): void {
  const after = owner + 1;
  const later = after == 32 ? 0 : ready & (0xffff_ffff << after);
  owner = ctz<u32>(later != 0 ? later : ready);
  sending = true;
  prefixSent = 0;
  sentInTurn = 0;
}

/** `[`, the name without its padding, `]`, a space. */
function prefixByte(partition: Partition): u32 {
  const at = prefixSent;
  if (at == PREFIX_SPACE) {
    prefixSent = PREFIX_DONE;
    return SPACE;
  }
  prefixSent = at + 1;
  if (at == 0) return PREFIX_OPEN;
  const name = changetype<usize>(partition.entry) + PARTITION_ENTRY_NAME_OFFSET;
  const byte: u8 = at <= NAME_BYTES ? load<u8>(name + at - 1) : 0;
  if (byte != 0) return byte;
  prefixSent = PREFIX_SPACE;
  return PREFIX_CLOSE;
}

function consume(partition: Partition, ring: ConsoleRing): void {
  if (ring.drained + CONSOLE_RECORD_SIZE + ring.drainedOfRecord == partition.consoleLineEnd) {
    partition.consoleHasLine = false;
  }
  const record = changetype<ConsoleRecord>(dataAddress(ring, ring.drained));
  ring.drainedOfRecord += 1;
  if (ring.drainedOfRecord < record.length) return;
  ring.drainedOfRecord = 0;
  ring.drained += recordBytes(record.length);
}

function endLine(partition: Partition): void {
  returned = false;
  sending = false;
  ready &= ~(1 << partition.index);
  noteReady(partition);
}

/** Looks for the last newline of the text at `start`, which wraps around after `beforeWrap` bytes. */
function noteLineEnd(partition: Partition, start: u32, length: u32, beforeWrap: u32): void {
  const ring = partition.console;
  let behind = pastLastNewline(dataAddress(ring, start + beforeWrap), length - beforeWrap);
  if (behind != 0) behind += beforeWrap;
  else behind = pastLastNewline(dataAddress(ring, start), beforeWrap);
  if (behind == 0) return;
  partition.consoleLineEnd = start + behind - 1;
  partition.consoleHasLine = true;
}

/** Offset behind the last newline of [at, at + length), or 0. Four bytes a step: this is the longest loop of any call. */
function pastLastNewline(at: usize, length: u32): u32 {
  let left = length;
  while (left >= 4) {
    const differing = load<u32>(at + left - 4) ^ NEWLINES;
    // Whether a byte is zero (Hacker's Delight, 6-1).
    if (((differing - 0x0101_0101) & ~differing & 0x8080_8080) != 0) break;
    left -= 4;
  }
  while (left != 0 && load<u8>(at + left - 1) != NEWLINE) left -= 1;
  return left;
}
