/** A partition with vCPUs: a guest operating system, whose program the model names as it is. */
import type { PartitionDefinition, PartitionOptions } from "../../config/define.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Partition } from "./module.js";
import type { PropertyValues } from "./property-values.js";
import type { Sources } from "./sources.js";

const VCPUS = "Bulkhead::vCPUs";
const MOST_VCPUS = 4;
const ELF: ReadonlySet<string> = new Set([".elf"]);

/** How many vCPUs the partition has: a property of its virtual processor, or of its process. */
export function vcpusOf({ runtime, process }: Partition, values: PropertyValues, findings: Findings): number {
  const of = [runtime, process].find(({ properties }) => properties.get(VCPUS));
  const vcpus = (of && values.count(of, VCPUS)) ?? 0;
  if (vcpus >= 0 && vcpus <= MOST_VCPUS) return vcpus;
  const place = values.place(of!, VCPUS, of!.place);
  findings.fault(AADL_CODES.GUEST, place, `${vcpus} vCPUs: a partition has 0 to ${MOST_VCPUS}`);
  return 0;
}

/** Its program: C and assembly files, or one ELF file. Undefined after a fault. */
export function guestDefinition(
  { process, threads }: Partition,
  options: Pick<PartitionOptions, "memory" | "health">,
  vcpus: number,
  sources: Sources,
  findings: Findings,
): PartitionDefinition | undefined {
  if (threads.length > 0) {
    const message = `process "${process.name}" has threads, and its partition ${vcpus === 1 ? "a vCPU" : `${vcpus} vCPUs`}`;
    const remedy = "a guest operating system schedules threads of its own: leave the threads or Bulkhead::vCPUs out";
    findings.fault(AADL_CODES.GUEST, threads[0]!.place, message, remedy);
    return undefined;
  }
  sources.add(process, process.place, ELF);
  const [first, ...others] = sources.files;
  const elfs = sources.files.filter((file) => file.toLowerCase().endsWith(".elf"));
  if (first === undefined || (elfs.length > 0 && others.length > 0)) {
    const message = `process "${process.name}" has ${first === undefined ? "no program" : "an ELF file and others"}`;
    const remedy = 'Source_Text => ("guest.c", "entry.S"); or Source_Text => ("guest.elf");';
    findings.fault(AADL_CODES.GUEST, process.place, message, remedy);
    return undefined;
  }
  const common = { vcpus: vcpus as 1 | 2 | 3 | 4, ...options };
  if (elfs.length > 0) return { elf: first, ...common };
  const include = sources.folders;
  return { sources: [first, ...others], ...(include.length > 0 && { include }), ...common };
}
