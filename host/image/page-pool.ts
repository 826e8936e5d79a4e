/** How many pages the kernel needs for its page directories, page tables, information pages and vCPU pages. */
import { PAGE_SIZE } from "../generated/abi.js";

/** One page table maps that much. */
const TABLE_SPAN_BYTES = 0x400000;
/** The kernel's own: page directory, page tables of its image, call page, and some to spare. */
const KERNEL_PAGES = 8;

interface Range {
  readonly address: number;
  readonly sizeBytes: number;
}

interface Mapped {
  /** Segments and processes' stacks. */
  readonly ranges: readonly Range[];
  readonly vcpuCount: number;
}

/**
 * The sizing rule, which the kernel's allocation must not exceed. A partition takes a page directory, a page table
 * for each 4 MiB span that a segment or stack of it touches and one for the pages that the kernel provides at USER_TOP, an
 * information page, and a page a vCPU.
 */
function partitionPages({ ranges, vcpuCount }: Mapped): number {
  const spans = new Set<number>();
  for (const { address, sizeBytes } of ranges) {
    const last = Math.floor((address + sizeBytes - 1) / TABLE_SPAN_BYTES);
    for (let span = Math.floor(address / TABLE_SPAN_BYTES); span <= last; span += 1) spans.add(span);
  }
  return 1 + spans.size + 1 + 1 + vcpuCount;
}

export function pagePoolBytes(partitions: readonly Mapped[]): number {
  const pages = partitions.reduce((sum, partition) => sum + partitionPages(partition), KERNEL_PAGES);
  return pages * PAGE_SIZE;
}
