/**
 * Health monitoring (ARINC 653 Part 1, 2.4): an error is logged, and the partition's table says what follows. A guest's
 * error is the guest's; nothing here can fail.
 */
import { readTimestamp } from "../arch";
import {
  ACTION_COLD_RESTART,
  ACTION_IGNORE,
  ACTION_STOP,
  ACTION_WARM_RESTART,
  EVENT_HEALTH,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HealthRecord,
  HealthRing,
  MODE_COLD_START,
  MODE_WARM_START,
  PARTITION_ENTRY_ACTIONS_OFFSET,
  START_HM_PARTITION_RESTART,
} from "../generated/abi";
import { Partition, restartPartition, stopPartition } from "./partition";
import { physical, systemTable } from "./system-table";
import { trace } from "./trace";

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

/**
 * Raises `error` in the partition's running thread and does what its table says. `vector` is the exception's or
 * NO_VECTOR, `code` the processor's error code or the reporter's, `address` the fault address or 0.
 * @cold
 */
export function raiseError(partition: Partition, error: u32, vector: u32, code: u32, address: u32): void {
  const eip = partition.thread.eip;
  const action = actionFor(partition, error, vector);
  log(partition, error, action, vector, code, address);
  trace(partition.traceRing, EVENT_HEALTH, error, action, eip);
  if (vector != NO_VECTOR) partition.statistics.faults += 1;
  if (action == ACTION_IGNORE) return;
  partition.lastError = error;
  partition.lastErrorAddress = eip;
  if (action == ACTION_COLD_RESTART) restartPartition(partition, MODE_COLD_START, START_HM_PARTITION_RESTART);
  else if (action == ACTION_WARM_RESTART) restartPartition(partition, MODE_WARM_START, START_HM_PARTITION_RESTART);
  else stopPartition(partition);
}

/** The table's action. An ignored exception would recur for ever: it stops the partition. */
function actionFor(partition: Partition, error: u32, vector: u32): u32 {
  const action: u32 = load<u8>(changetype<usize>(partition.entry) + PARTITION_ENTRY_ACTIONS_OFFSET + error);
  return action == ACTION_IGNORE && vector != NO_VECTOR ? ACTION_STOP : action;
}

function log(partition: Partition, error: u32, action: u32, vector: u32, code: u32, address: u32): void {
  if (partition.healthInWindow == LOG_PER_WINDOW) {
    partition.statistics.healthDropped += 1;
    return;
  }
  partition.healthInWindow += 1;
  const ring = healthRing();
  const written = ring.written;
  const slot = (written & (ring.capacity - 1)) * HEALTH_RECORD_SIZE;
  const record = changetype<HealthRecord>(changetype<usize>(ring) + HEALTH_RING_SIZE + slot);
  record.tsc = readTimestamp();
  record.partition = partition.index;
  record.error = error;
  record.action = action;
  record.mode = partition.mode;
  record.vector = vector;
  record.errorCode = code;
  record.eip = partition.thread.eip;
  record.esp = partition.thread.esp;
  record.address = address;
  record.vcpu = partition.thread.index - partition.firstThread.index;
  record.sequence = written + 1;
  ring.written = written + 1;
}
