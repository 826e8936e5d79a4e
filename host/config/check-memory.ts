/** Memory: sizes that pages make up, a stack that fits, and a total that the kernel reaches. */
import { PAGE_SIZE, PHYS_LIMIT, SYSTEM_TABLE_PHYS } from "../generated/abi.js";
import { CODES } from "./codes.js";
import type { DraftPartition } from "./draft.js";
import type { Findings } from "./findings.js";
import type { Path } from "./locate.js";
import { formatSize } from "./units.js";

const RING_BYTES_MAX = 16 * 1024 ** 2;

export function checkMemory(partitions: readonly DraftPartition[], findings: Findings): void {
  for (const partition of partitions) checkPartition(partition, findings);
  const total = partitions.reduce((sum, { memoryBytes = 0, consoleBytes = 0, traceBytes = 0 }) => {
    return sum + memoryBytes + consoleBytes + traceBytes;
  }, 0);
  const available = PHYS_LIMIT - SYSTEM_TABLE_PHYS;
  if (total <= available) return;
  const largest = partitions.toSorted((a, b) => (b.memoryBytes ?? 0) - (a.memoryBytes ?? 0))[0]!;
  findings.add(CODES.MEMORY, [...largest.path, "memory"], {
    message: `the partitions need ${mebibytes(total)} together; the kernel reaches ${mebibytes(available)}`,
    remedy: `"${largest.name}" is the largest, with ${mebibytes(largest.memoryBytes ?? 0)}`,
  });
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

function checkPages(bytes: number | undefined, path: Path, findings: Findings): void {
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
