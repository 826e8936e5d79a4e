/** The health log: a ring of records that the host reads out of band, and a partition with permission by `health_read`. */
import { copyBytes, readTimestamp } from "../arch";
import {
  HEALTH_MESSAGE,
  HEALTH_RECORD_MESSAGE_OFFSET,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HealthRecord,
  HealthRing,
} from "../generated/abi";
import { Partition } from "./partition";
import { physical, systemTable } from "./system-table";
import { Thread } from "./thread";

/** HealthRecord.vector of an error that no exception caused. */
export const NO_VECTOR: u32 = 0xffff_ffff;
/** Events that a partition may log in one of its windows; more are counted only. */
const LOG_PER_WINDOW: u32 = 8;

function healthRing(): HealthRing {
  return changetype<HealthRing>(physical(systemTable().healthRingPhys));
}

export function initializeHealth(): void {
  const ring = healthRing();
  ring.written = 0;
  ring.capacity = (systemTable().healthRingSizeBytes - HEALTH_RING_SIZE) / HEALTH_RECORD_SIZE;
}

function recordAt(number: u32): HealthRecord {
  const ring = healthRing();
  const slot = (number & (ring.capacity - 1)) * HEALTH_RECORD_SIZE;
  return changetype<HealthRecord>(changetype<usize>(ring) + HEALTH_RING_SIZE + slot);
}

/**
 * A new record of the thread's, with `length` bytes of `message`; `commit` it when it is complete. 0: the partition has logged
 * enough in this window.
 */
export function beginRecord(thread: Thread, kind: u32, message: usize, length: u32): HealthRecord {
  const partition: Partition = thread.partition;
  if (partition.healthInWindow == LOG_PER_WINDOW) {
    partition.statistics.healthDropped += 1;
    return changetype<HealthRecord>(0);
  }
  partition.healthInWindow += 1;
  const record = recordAt(healthRing().written);
  record.tsc = readTimestamp();
  record.kind = kind;
  record.partition = partition.index;
  record.error = 0;
  record.state = 0;
  record.level = 0;
  record.action = 0;
  record.mode = partition.mode;
  record.vector = NO_VECTOR;
  record.errorCode = 0;
  record.eip = thread.eip;
  record.esp = thread.esp;
  record.address = 0;
  record.thread = thread.id;
  record.length = length;
  copyBytes(changetype<usize>(record) + HEALTH_RECORD_MESSAGE_OFFSET, message, length);
  return record;
}

/** The record is complete: readers see it. */
export function commitRecord(record: HealthRecord): void {
  const ring = healthRing();
  record.sequence = ring.written + 1;
  ring.written += 1;
}

/** A message of the partition's own, MAX_ERROR_MESSAGE_SIZE bytes at most. */
export function logMessage(thread: Thread, message: usize, length: u32): void {
  const record = beginRecord(thread, HEALTH_MESSAGE, message, length);
  if (changetype<usize>(record) != 0) commitRecord(record);
}

/** Records written since boot. */
export function recordsWritten(): u32 {
  return healthRing().written;
}

/** The record of that number, from 1, or the oldest that is still there; there is one. */
export function recordNumbered(number: u32): HealthRecord {
  const written = healthRing().written;
  const capacity = healthRing().capacity;
  const oldest: u32 = written > capacity ? written - capacity : 0;
  return recordAt(max<u32>(number - 1, oldest));
}
