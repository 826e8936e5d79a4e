/** Memory: sizes that pages make up, a stack that fits, and a total that the kernel reaches. */
import { PAGE_SIZE, PHYS_LIMIT, SYSTEM_TABLE_PHYS } from "../generated/abi.js";
import { CODES } from "./codes.js";
import type { DraftPartition, DraftSystem } from "./draft.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";
import { formatSize } from "./units.js";

const RING_BYTES_MAX = 16 * 1024 ** 2;

export function checkMemory({ partitions, memoryBlocks }: DraftSystem, findings: Findings): void {
  for (const partition of partitions) checkPartition(partition, findings);
  const shared = memoryBlocks.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const total = partitions.reduce((sum, partition) => sum + neededBytes(partition), shared);
  const available = PHYS_LIMIT - SYSTEM_TABLE_PHYS;
  if (total <= available) return;
  const largest = partitions.toSorted((a, b) => neededBytes(b) - neededBytes(a))[0];
  const [path, remedy] = largest
    ? [[...largest.path, "memory"], `"${largest.name}" is the largest, with ${mebibytes(neededBytes(largest))}`]
    : [["memoryBlocks"], "less of it"];
  const message = `the partitions need ${mebibytes(total)} together; the kernel reaches ${mebibytes(available)}`;
  findings.add(CODES.MEMORY, path, { message, remedy });
}

/** Physical memory, but for what no size in the system file says. */
function neededBytes(partition: DraftPartition): number {
  const { memoryBytes = 0, consoleBytes = 0, traceBytes = 0, processes = 0 } = partition;
  const { processStackBytes = 0, objectBytes = 0 } = partition;
  // The error handler has a stack as well.
  const stacks = processes > 0 ? (processes + 1) * processStackBytes : 0;
  return memoryBytes + consoleBytes + traceBytes + stacks + (partition.vcpus === 0 ? objectBytes : 0);
}

function checkPartition(
  { path, memoryBytes, stackBytes, consoleBytes, traceBytes }: DraftPartition,
  findings: Findings,
): void {
  checkPages(memoryBytes, [...path, "memory"], findings);
  checkPages(stackBytes, [...path, "stack"], findings);
  checkRing(consoleBytes, [...path, "console"], findings);
  checkRing(traceBytes, [...path, "trace"], findings);
  if (!memoryBytes || !stackBytes || stackBytes < memoryBytes) return;
  const message = `a stack of ${formatSize(stackBytes)} in ${formatSize(memoryBytes)} of memory leaves nothing for data`;
  const remedy = `give the partition more memory than that: "${formatSize(stackBytes * 2)}"`;
  findings.add(CODES.STACK, [...path, "memory"], { message, remedy });
}

/** Memory is handed out in pages. */
export function checkPages(bytes: number | undefined, path: Path, findings: Findings): void {
  if (bytes === undefined || (bytes > 0 && bytes % PAGE_SIZE === 0)) return;
  const remedy = `"${formatSize(Math.max(1, Math.ceil(bytes / PAGE_SIZE)) * PAGE_SIZE)}"`;
  const message =
    bytes === 0 ? "memory of no size" : `${formatSize(bytes)} is not a multiple of ${formatSize(PAGE_SIZE)}`;
  findings.add(CODES.SIZE, path, { message, remedy });
}

function checkRing(bytes: number | undefined, path: Path, findings: Findings): void {
  if (bytes === undefined) return;
  const power = 2 ** Math.ceil(Math.log2(Math.max(1, bytes)));
  const fitting = Math.min(RING_BYTES_MAX, Math.max(PAGE_SIZE, power));
  if (bytes === fitting) return;
  const message = `a ring of ${formatSize(bytes)}: a power of two from ${formatSize(PAGE_SIZE)} to ${formatSize(RING_BYTES_MAX)} is needed`;
  findings.add(CODES.SIZE, path, { message, remedy: `"${formatSize(fitting)}"` });
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)}MiB`;
