/**
 * Whether the system table stays within its bounds. What it means was checked on the host; here it is only made sure that the
 * kernel can't be led astray by a damaged one: it runs once at boot, before anything of the table is used.
 */
import {
  ABI_VERSION,
  ACTION_RESET,
  BOOT_OPTIONS_MAGIC,
  CHANNEL_ENTRY_SIZE,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  HOST_BLOCK_SIZE,
  MAX_PARTITIONS,
  MAX_SCHEDULES,
  MEMORY_BLOCK_ENTRY_SIZE,
  PANIC_TABLE_BOARD,
  PANIC_TABLE_BOUNDS,
  PANIC_TABLE_CHECKSUM,
  PANIC_TABLE_MAGIC,
  PANIC_TABLE_VERSION,
  PARTITION_ENTRY_SIZE,
  PARTITION_STATISTICS_SIZE,
  PHYS_LIMIT,
  PORT_ENTRY_SIZE,
  PORT_STATE_BYTES,
  PROCESS_ENTRY_SIZE,
  SCHEDULE_ENTRY_SIZE,
  SEGMENT_ENTRY_SIZE,
  SYSTEM_TABLE_MAGIC,
  SYSTEM_TABLE_MODULE_ACTIONS_OFFSET,
  SYSTEM_TABLE_PHYS,
  SYSTEM_TABLE_SIZE,
  SystemTable,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
  WINDOW_ENTRY_SIZE,
} from "../../generated/abi";
import { bootOptions, physical, systemTable } from "../system-table";
import { arrayFits, bytesHold, pagesWithin, ringFits, within } from "./bounds";
import { channelsHold, portsHold } from "./channels";
import { partitionsHold } from "./partitions";
import { processesHold } from "./processes";
import { schedulesHold } from "./schedules";
import { blocksHold, segmentsHold } from "./segments";

/** 0, or the PANIC code of the first fault found. `board` is the BOARD value of this kernel. */
export function checkSystemTable(board: u32): u32 {
  const table = systemTable();
  if (table.magic != SYSTEM_TABLE_MAGIC) return PANIC_TABLE_MAGIC;
  if (bootOptions().magic != BOOT_OPTIONS_MAGIC) return PANIC_TABLE_MAGIC;
  if (table.abiVersion != ABI_VERSION) return PANIC_TABLE_VERSION;
  if (table.memoryEndPhys > PHYS_LIMIT) return PANIC_TABLE_BOUNDS;
  if (table.sizeBytes < SYSTEM_TABLE_SIZE || (table.sizeBytes & 3) != 0) return PANIC_TABLE_BOUNDS;
  if (!within(SYSTEM_TABLE_PHYS, table.sizeBytes)) return PANIC_TABLE_BOUNDS;
  if (wordSum(table.sizeBytes) != 0) return PANIC_TABLE_CHECKSUM;
  if (table.board != board) return PANIC_TABLE_BOARD;
  return boundsHold(table) ? 0 : PANIC_TABLE_BOUNDS;
}

function wordSum(sizeBytes: u32): u32 {
  let sum: u32 = 0;
  for (let offset: u32 = 0; offset < sizeBytes; offset += 4) sum += load<u32>(physical(SYSTEM_TABLE_PHYS) + offset);
  return sum;
}

/** The arrays first: what follows reads entries of all of them. */
function boundsHold(table: SystemTable): bool {
  return (
    arraysHold(table) &&
    memoryHolds(table) &&
    segmentsHold(table) &&
    blocksHold(table) &&
    partitionsHold(table) &&
    processesHold(table) &&
    schedulesHold(table) &&
    portsHold(table) &&
    channelsHold(table)
  );
}

function arraysHold(table: SystemTable): bool {
  if (table.partitionCount == 0 || table.partitionCount > MAX_PARTITIONS) return false;
  if (table.scheduleCount == 0 || table.scheduleCount > MAX_SCHEDULES) return false;
  return (
    arrayFits(table.partitionOffset, table.partitionCount, PARTITION_ENTRY_SIZE) &&
    arrayFits(table.segmentOffset, table.segmentCount, SEGMENT_ENTRY_SIZE) &&
    arrayFits(table.scheduleOffset, table.scheduleCount, SCHEDULE_ENTRY_SIZE) &&
    arrayFits(table.windowOffset, table.windowCount, WINDOW_ENTRY_SIZE) &&
    arrayFits(table.portOffset, table.portCount, PORT_ENTRY_SIZE) &&
    arrayFits(table.channelOffset, table.channelCount, CHANNEL_ENTRY_SIZE) &&
    arrayFits(table.blockOffset, table.blockCount, MEMORY_BLOCK_ENTRY_SIZE) &&
    arrayFits(table.processOffset, table.processCount, PROCESS_ENTRY_SIZE)
  );
}

function memoryHolds(table: SystemTable): bool {
  if (!pagesWithin(table.pagePoolPhys, table.pagePoolSizeBytes)) return false;
  if (((table.hostBlockPhys | table.portStatePhys) & 15) != 0) return false;
  if (!within(table.hostBlockPhys, HOST_BLOCK_SIZE + table.partitionCount * PARTITION_STATISTICS_SIZE)) return false;
  if (table.portCount != 0 && !within(table.portStatePhys, table.portCount * PORT_STATE_BYTES)) return false;
  if (!ringFits(table.traceRingPhys, table.traceRingSizeBytes, TRACE_RING_SIZE, TRACE_RECORD_SIZE)) return false;
  if (!ringFits(table.healthRingPhys, table.healthRingSizeBytes, HEALTH_RING_SIZE, HEALTH_RECORD_SIZE)) return false;
  if (table.symbolsPhys != 0 && !within(table.symbolsPhys, table.symbolsSizeBytes)) return false;
  return bytesHold(changetype<usize>(table) + SYSTEM_TABLE_MODULE_ACTIONS_OFFSET, 16, ACTION_RESET);
}
