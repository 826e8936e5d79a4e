/** A record of the health log as an event, its numbers named. */
import {
  ACTION_NAMES,
  ERROR_HANDLER,
  ERROR_NAMES,
  HEALTH_MESSAGE,
  HEALTH_NAMES,
  type HealthRecord,
  LEVEL_NAMES,
  MODE_NAMES,
  SYSTEM_STATE_NAMES,
} from "../generated/abi.js";
import type { PartitionLayout } from "../image/layout.js";
import type { HealthEvent } from "./events.js";
import { named } from "./named.js";

const NO_VECTOR = 0xffffffff;

/** `partition` is the record's, if the layout has one of that index. */
export function healthEvent(record: HealthRecord, partition: PartitionLayout | undefined): Omit<HealthEvent, "timeNs"> {
  const isMessage = record.kind === HEALTH_MESSAGE;
  const isNative = partition?.vcpuCount === 0;
  return {
    kind: "health",
    partition: partition?.name ?? `${record.partition}`,
    partitionIndex: record.partition,
    record: named(HEALTH_NAMES, record.kind),
    error: isMessage ? undefined : named(ERROR_NAMES, record.error),
    action: isMessage ? undefined : named(ACTION_NAMES, record.action),
    state: named(SYSTEM_STATE_NAMES, record.state),
    level: named(LEVEL_NAMES, record.level),
    mode: named(MODE_NAMES, record.mode),
    vector: record.vector === NO_VECTOR ? undefined : record.vector,
    errorCode: record.errorCode,
    eip: record.eip,
    esp: record.esp,
    address: record.address,
    vcpu: isNative ? undefined : record.thread,
    process: isNative ? (record.thread === ERROR_HANDLER ? "error handler" : record.thread) : undefined,
    message: messageText(record),
  };
}

/** Without the NULs that end what was sent from an array of fixed length. */
function messageText({ message, length }: HealthRecord): string {
  const text = new TextDecoder().decode(Uint8Array.from(message.slice(0, length)));
  return text.replace(/\0+$/, "");
}
