/** What the kernel tells the host of the run, out of band (abi: HostBlock and a PartitionStatistics a partition). */
import { readTimestamp, zeroWords } from "../arch";
import {
  ABI_VERSION,
  HOST_BLOCK_MAGIC,
  HOST_BLOCK_SIZE,
  HostBlock,
  KERNEL_PHYS_END,
  PARTITION_STATISTICS_SIZE,
  PartitionStatistics,
  PHYS_LIMIT,
  RUN_ENDED,
  RUN_RUNNING,
} from "../generated/abi";
import { clockMultiplier, clockOriginNs, clockOriginTsc, clockShift } from "./clock";
import { physical, systemTable } from "./system-table";

export function hostBlock(): HostBlock {
  return changetype<HostBlock>(physical(systemTable().hostBlockPhys));
}

/** Whether the table, which may be damaged, names a place where the host block could be. */
export function hostBlockIsPlausible(): bool {
  const phys = systemTable().hostBlockPhys;
  return (phys & 15) == 0 && phys >= KERNEL_PHYS_END && phys < PHYS_LIMIT;
}

export function statisticsOf(partition: u32): PartitionStatistics {
  return changetype<PartitionStatistics>(
    changetype<usize>(hostBlock()) + HOST_BLOCK_SIZE + partition * PARTITION_STATISTICS_SIZE,
  );
}

/** Zeroes the block and all statistics: a PC's memory holds anything at power on. */
export function initializeHostBlock(entryTsc: u64, frequencyHz: u64): void {
  const bytes = HOST_BLOCK_SIZE + systemTable().partitionCount * PARTITION_STATISTICS_SIZE;
  zeroWords(changetype<usize>(hostBlock()), bytes >> 2);
  const block = hostBlock();
  block.abiVersion = ABI_VERSION;
  block.clockOriginTsc = clockOriginTsc();
  block.clockOriginNs = clockOriginNs();
  block.clockMultiplier = clockMultiplier();
  block.clockShift = clockShift();
  block.tscFrequencyHz = frequencyHz;
  block.entryTsc = entryTsc;
}

/** The schedule starts; the first frame begins at `frameOriginNs`. */
export function tellRunning(frameOriginNs: u64): void {
  const block = hostBlock();
  block.frameOriginNs = frameOriginNs;
  block.scheduleTsc = readTimestamp();
  block.runState = RUN_RUNNING;
  block.magic = HOST_BLOCK_MAGIC;
}

export function tellEnded(): void {
  hostBlock().endTsc = readTimestamp();
  hostBlock().runState = RUN_ENDED;
}
