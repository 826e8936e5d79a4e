/**
 * Where the memory of a partition lies that its program's file does not have. From below: the file's segments; the heap
 * right behind them; then, each behind a guard page, the stack and the memory blocks; the processes' stacks.
 */
import type { MemoryBlock, Partition } from "../config/model.js";
import { formatSize } from "../config/units.js";
import {
  MAX_SEGMENTS,
  PAGE_SIZE,
  PERMISSION_READ,
  PERMISSION_WRITE,
  SEGMENT_FLAG_RETAINED,
  SEGMENT_FLAG_SHARED,
  USER_TOP,
} from "../generated/abi.js";
import { ImageError } from "./image-error.js";
import { pageCeil } from "./pages.js";
import { type ProcessStacks, placeStacks, stacksEnd } from "./process-stacks.js";
import { refusal } from "./program-refusal.js";

/** Whole pages of the partition. */
export interface PlacedSegment {
  readonly address: number;
  readonly sizeBytes: number;
  /** PERMISSION bits. */
  readonly permissions: number;
  /** SEGMENT_FLAG bits. */
  readonly flags: number;
  /** Content from `address` on; the rest is zero. */
  readonly bytes: Uint8Array;
  /** The memory block whose pages these are; otherwise they are the partition's alone. */
  readonly block?: MemoryBlock;
}

export interface PartitionMemory {
  /** By ascending address; without the processes' stacks. */
  readonly segments: readonly PlacedSegment[];
  readonly heapAddress: number;
  readonly heapSizeBytes: number;
  readonly stackAddress: number;
  readonly stackSizeBytes: number;
  readonly processStacks: ProcessStacks;
}

export const isWritable = ({ permissions }: { readonly permissions: number }): boolean =>
  (permissions & PERMISSION_WRITE) !== 0;

const endOf = ({ address, sizeBytes }: PlacedSegment): number => address + sizeBytes;

/** Adds to the segments of a program's file, by ascending address, all else that the partition has. */
export function addMemory(
  partition: Partition,
  loaded: readonly PlacedSegment[],
  blocks: readonly MemoryBlock[],
): PartitionMemory {
  const stackSizeBytes = pageCeil(partition.stackBytes);
  const heapSizeBytes = heapBytes(partition, loaded);
  const heapAddress = endOf(loaded.at(-1)!);
  const stackAddress = heapAddress + heapSizeBytes + PAGE_SIZE;
  const segments = withHeap(loaded, heapSizeBytes);
  segments.push(emptySegment(stackAddress, stackSizeBytes));
  for (const block of blocks) segments.push(blockSegment(block, partition, endOf(segments.at(-1)!) + PAGE_SIZE));
  const endAddress = endOf(segments.at(-1)!);
  const processStacks = placeStacks(partition, endAddress + PAGE_SIZE);
  if (segments.length > MAX_SEGMENTS) {
    const what = blocks.length > 0 ? "heap, stack and memory blocks" : "heap and stack";
    throw refusal(partition, `has ${segments.length} segments with ${what}; ${MAX_SEGMENTS} are possible`);
  }
  if (Math.max(endAddress, stacksEnd(processStacks)) > USER_TOP) throw noRoom(partition, blocks, processStacks);
  return { segments, heapAddress, heapSizeBytes, stackAddress, stackSizeBytes, processStacks };
}

/** What data and stack leave of the partition's memory. */
function heapBytes({ name, memoryBytes, stackBytes }: Partition, loaded: readonly PlacedSegment[]): number {
  const [memory, stack] = [pageCeil(memoryBytes), pageCeil(stackBytes)];
  const data = loaded.filter(isWritable).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (memory >= data + stack) return memory - data - stack;
  const needs = `data needs ${formatSize(data)}, stack ${formatSize(stack)}`;
  throw new ImageError("memory", `${formatSize(memory)} is too small: ${needs}`, {
    path: `partitions.${name}.memory`,
    remedy: `give it at least "${formatSize(data + stack)}", and more for a heap`,
  });
}

/** The last segment goes on as the heap, where it is writable and not to be retained. */
function withHeap(loaded: readonly PlacedSegment[], heapSizeBytes: number): PlacedSegment[] {
  const last = loaded.at(-1)!;
  if (heapSizeBytes === 0) return [...loaded];
  if (!isWritable(last) || last.flags & SEGMENT_FLAG_RETAINED) {
    return [...loaded, emptySegment(endOf(last), heapSizeBytes)];
  }
  return [...loaded.slice(0, -1), { ...last, sizeBytes: last.sizeBytes + heapSizeBytes }];
}

function emptySegment(address: number, sizeBytes: number): PlacedSegment {
  return { address, sizeBytes, permissions: PERMISSION_READ | PERMISSION_WRITE, flags: 0, bytes: new Uint8Array() };
}

function blockSegment(block: MemoryBlock, { index }: Partition, address: number): PlacedSegment {
  const writable = block.users.some((user) => user.partition === index && user.writable);
  const permissions = PERMISSION_READ | (writable ? PERMISSION_WRITE : 0);
  const sizeBytes = pageCeil(block.sizeBytes);
  return { address, sizeBytes, permissions, flags: SEGMENT_FLAG_SHARED, bytes: new Uint8Array(), block };
}

function noRoom(partition: Partition, blocks: readonly MemoryBlock[], { count, sizeBytes }: ProcessStacks): ImageError {
  const needs = [
    formatSize(pageCeil(partition.memoryBytes)),
    ...(blocks.length > 0 ? ["its memory blocks"] : []),
    ...(count > 0 ? [`${count} stacks of ${formatSize(sizeBytes)}`] : []),
  ];
  const remedy = count > 0 ? "link it lower, or give it fewer processes or smaller stacks" : "link it lower";
  return refusal(partition, `leaves no room for ${needs.join(" and ")} below 0x${USER_TOP.toString(16)}`, remedy);
}
