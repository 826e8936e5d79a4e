/** What the kernel keeps for a partition: its threads, and of a native one its tables and objects. */
import type { Partition } from "../config/model.js";
import { NATIVE_MEMORY_BYTES, THREAD_MEMORY_BYTES } from "../generated/abi.js";

/** A native partition's first thread and its error handler. */
const NATIVE_THREADS = 2;
const ALIGNMENT = 16;

export function kernelMemoryBytes({ vcpus, processes, objectBytes }: Partition): number {
  const native = vcpus === 0;
  const threads = native ? processes + NATIVE_THREADS : vcpus;
  const bytes = threads * THREAD_MEMORY_BYTES + (native ? NATIVE_MEMORY_BYTES + objectBytes : 0);
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
