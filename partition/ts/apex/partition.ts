/** The partition's mode (ARINC 653 Part 1, 3.2). */
import { CALL_PARTITION_SET_MODE, CALL_PARTITION_STATUS, PartitionStatus } from "../generated/abi";
import { ReturnCode, request } from "./return-code";

export enum OperatingMode {
  IDLE = 0,
  COLD_START = 1,
  WARM_START = 2,
  NORMAL = 3,
}

export enum StartCondition {
  NORMAL_START = 0,
  PARTITION_RESTART = 1,
  HM_MODULE_RESTART = 2,
  HM_PARTITION_RESTART = 3,
}

/** GET_PARTITION_STATUS. */
export function getPartitionStatus(into: PartitionStatus): ReturnCode {
  return request(CALL_PARTITION_STATUS, u32(changetype<usize>(into)));
}

/**
 * SET_PARTITION_MODE: NORMAL ends the start, and processes run; IDLE stops the partition, COLD_START and WARM_START start
 * it anew. Returns only on error. The host shows `exitCode` of all but NORMAL.
 */
export function setPartitionMode(mode: OperatingMode, exitCode: u32 = 0): ReturnCode {
  return request(CALL_PARTITION_SET_MODE, mode, exitCode);
}
