/** How much memory a partition has: what its process needs, or what it is bound to. */
import type { Instance } from "../../aadl/instance.js";
import type { Size } from "../../config/define-units.js";
import { formatSize } from "../../config/units.js";
import type { Findings } from "./findings.js";
import { descendantsOf, type Partition } from "./module.js";
import type { LocalObject } from "./plan.js";
import type { PropertyValues } from "./property-values.js";

const PAGE = 4096;
/** What a C program with its library and first stack can do with. */
const LEAST_BYTES = 64 * 1024;
/** Where the model says nothing. */
const USUAL_BYTES = 256 * 1024;
const LEAST_STACK_BYTES = 16 * 1024;
/** The system file's default, and what a buffer or blackboard takes besides its messages. */
const USUAL_OBJECTS_BYTES = 64 * 1024;
const OBJECT_BYTES = 256;
const MESSAGE_BYTES = 16;

export const sizeText = (bytes: number): Size => formatSize(Math.ceil(bytes / PAGE) * PAGE) as Size;

export function memoryOf({ process, runtime, name }: Partition, values: PropertyValues, findings: Findings): Size {
  const needed =
    values.size(process, "POK::Needed_Memory_Size") ??
    values.size(runtime, "POK::Needed_Memory_Size") ??
    boundMemory(process, values);
  if (needed !== undefined) return sizeText(Math.max(needed, LEAST_BYTES));
  const message = `the model does not tell how much memory "${name}" has: it gets ${sizeText(USUAL_BYTES)}`;
  findings.warn(process.place, message, "Actual_Memory_Binding, or POK::Needed_Memory_Size");
  return sizeText(USUAL_BYTES);
}

/** The sum of the memories that the process is bound to. */
function boundMemory(process: Instance, values: PropertyValues): number | undefined {
  const sizes = (values.references(process, "Actual_Memory_Binding") ?? []).map((memory) => memorySize(memory, values));
  const known = sizes.filter((size) => size !== undefined);
  return known.length > 0 ? known.reduce((sum, size) => sum + size, 0) : undefined;
}

function memorySize(memory: Instance, values: PropertyValues): number | undefined {
  const direct = values.size(memory, "Memory_Size");
  if (direct !== undefined) return direct;
  const count = values.count(memory, "Byte_Count") ?? values.count(memory, "Word_Count");
  if (count === undefined || count < 0) return undefined;
  const isWords = memory.properties.get("Byte_Count") === undefined;
  return count * (isWords ? (values.size(memory, "Word_Size") ?? 1) : 1);
}

/** Of the stacks that the threads ask for, the largest: a partition's processes have one size. */
export function stackBytes(threads: readonly Instance[], values: PropertyValues): number {
  const asked = threads.map(
    (thread) => values.size(thread, "Stack_Size") ?? values.size(thread, "Source_Stack_Size") ?? 0,
  );
  return Math.ceil(Math.max(LEAST_STACK_BYTES, ...asked) / PAGE) * PAGE;
}

/** The kernel's memory for objects, where the default would not do. */
export function objectsSize(objects: readonly LocalObject[]): { objects?: Size } {
  const bytes = objects.reduce(
    (sum, { depth, type }) => sum + OBJECT_BYTES + depth * ((type?.sizeBytes ?? 0) + MESSAGE_BYTES),
    0,
  );
  return bytes > USUAL_OBJECTS_BYTES / 2 ? { objects: sizeText(bytes * 2) } : {};
}

/** The processes of a guest operating system are its own; only its memory is the model's. */
export const hasThreads = (process: Instance): boolean =>
  [...descendantsOf(process)].some(({ category }) => category === "thread");
