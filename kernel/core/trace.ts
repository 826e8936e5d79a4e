/** Writes trace records: some twenty instructions each, always on, the oldest overwritten (abi: TraceRing, TraceRecord). */
import { readTimestamp } from "../arch";
import { Context, TRACE_RECORD_SIZE, TRACE_RING_SIZE, TraceRecord, TraceRing } from "../generated/abi";

function recordAt(ring: TraceRing, slot: u32): TraceRecord {
  return changetype<TraceRecord>(changetype<usize>(ring) + TRACE_RING_SIZE + slot * TRACE_RECORD_SIZE);
}

/** Empties the ring; `sizeBytes` is the header and 2^n records. Whose ring it is, is written to each record once. */
export function initializeTrace(ring: TraceRing, sizeBytes: u32, partition: u32): void {
  ring.written = 0;
  ring.capacity = (sizeBytes - TRACE_RING_SIZE) / TRACE_RECORD_SIZE;
  ring.mask = ring.capacity - 1;
  for (let slot: u32 = 0; slot < ring.capacity; slot += 1) {
    recordAt(ring, slot).partition = partition;
    recordAt(ring, slot).sequence = 0;
  }
}

/** @inline */
export function trace(ring: TraceRing, event: u32, a: u32, b: u32, c: u32): void {
  const written = ring.written;
  const record = recordAt(ring, written & ring.mask);
  record.tsc = readTimestamp();
  record.event = event;
  record.a = a;
  record.b = b;
  record.c = c;
  record.sequence = written + 1;
  ring.written = written + 1;
}

/** The record of a call: number, EIP and first argument are read as they are stored, which keeps registers free. @inline */
export function traceCall(ring: TraceRing, event: u32, context: Context): void {
  const written = ring.written;
  const record = recordAt(ring, written & ring.mask);
  record.tsc = readTimestamp();
  record.event = event;
  record.a = context.eax;
  record.b = context.eip;
  record.c = context.ebx;
  record.sequence = written + 1;
  ring.written = written + 1;
}
