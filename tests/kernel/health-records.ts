/** The health log of a kernel under test. */
import {
  decodeHealthRecord,
  decodeHealthRing,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  type HealthRecord,
} from "../../host/generated/abi.js";
import { HEALTH_LOG, HEALTH_RECORDS } from "./system.js";

/** What is in it, oldest first. */
export function healthRecords(view: DataView): HealthRecord[] {
  const { written } = decodeHealthRing(view, HEALTH_LOG);
  const count = Math.min(written, HEALTH_RECORDS);
  return Array.from({ length: count }, (_, at) => {
    const slot = (written - count + at) % HEALTH_RECORDS;
    return decodeHealthRecord(view, HEALTH_LOG + HEALTH_RING_SIZE + slot * HEALTH_RECORD_SIZE);
  });
}
