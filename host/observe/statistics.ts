/** The kernel's counters, read out of band. */
import {
  decodeHostBlock,
  decodePartitionStatistics,
  HOST_BLOCK_SIZE,
  type HostBlock,
  PARTITION_STATISTICS_SIZE,
  type PartitionStatistics,
} from "../generated/abi.js";
import type { ImageLayout } from "../image/layout.js";
import type { PhysicalMemory } from "../machine/machine.js";
import { viewAt } from "./ring-memory.js";

export interface NamedStatistics extends PartitionStatistics {
  readonly name: string;
}

/** The counters of all partitions, in order. All zero before the kernel has booted. */
export function readStatistics(memory: PhysicalMemory, layout: ImageLayout): NamedStatistics[] {
  return layout.partitions.map(({ name, statisticsPhys }) => ({
    ...decodePartitionStatistics(viewAt(memory, statisticsPhys, PARTITION_STATISTICS_SIZE), 0),
    name,
  }));
}

/** The state of the run. Its magic is HOST_BLOCK_MAGIC once the kernel has booted; then clock and rings are valid. */
export function readHostBlock(memory: PhysicalMemory, layout: Pick<ImageLayout, "hostBlockPhys">): HostBlock {
  return decodeHostBlock(viewAt(memory, layout.hostBlockPhys, HOST_BLOCK_SIZE), 0);
}
