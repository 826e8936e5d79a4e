/** Writes trace records: some twenty instructions each, always on, the oldest overwritten (abi: TraceRing, TraceRecord). */
import { readTimestamp } from "../arch";
import { TRACE_RECORD_SIZE, TRACE_RING_SIZE, TraceRecord, TraceRing } from "../generated/abi";

/** Empties the ring; `sizeBytes` is the header and 2^n records. */
export function initializeTrace(ring: TraceRing, sizeBytes: u32): void {
  ring.written = 0;
  ring.capacity = (sizeBytes - TRACE_RING_SIZE) / TRACE_RECORD_SIZE;
}

export function trace(ring: TraceRing, partition: u32, event: u32, a: u32, b: u32, c: u32): void {
  const written = ring.written;
  const slot = (written & (ring.capacity - 1)) * TRACE_RECORD_SIZE;
  const record = changetype<TraceRecord>(changetype<usize>(ring) + TRACE_RING_SIZE + slot);
  record.tsc = readTimestamp();
  record.event = event;
  record.partition = partition;
  record.a = a;
  record.b = b;
  record.c = c;
  record.sequence = written + 1;
  ring.written = written + 1;
}
