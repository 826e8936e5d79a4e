/** Which part of the model the image is made of: one processor, its virtual processors, and the process bound to each. */
import type { Instance, Place } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import { Names } from "./names.js";
import type { PropertyValues } from "./property-values.js";

/** A virtual processor with what runs on it. */
export interface Partition {
  /** As the system file names it: the process's name. */
  readonly name: string;
  /** How it is scheduled, what follows its errors. */
  readonly runtime: Instance;
  /** Its memory, ports and threads. */
  readonly process: Instance;
  readonly threads: readonly Instance[];
}

export interface Module {
  readonly processor: Instance;
  /** In the order of their virtual processors. */
  readonly partitions: readonly Partition[];
}

/** Longest name of a partition in a system file. */
const NAME_LENGTH = 31;

/** The module that runs on the processor of that name, or on the model's only one. Undefined after a fault. */
export function moduleOf(
  root: Instance,
  chosen: string | undefined,
  values: PropertyValues,
  findings: Findings,
): Module | undefined {
  const all = [...descendantsOf(root)];
  const processor = chooseProcessor(root, all, chosen, findings);
  if (!processor) return undefined;
  const runtimes = all.filter((part) => part.category === "virtual processor" && isOn(part, processor, values));
  const names = new Names([], NAME_LENGTH);
  const partitions: Partition[] = [];
  const bound = new Map<Instance, Instance>();
  for (const process of all.filter(({ category }) => category === "process")) {
    const at = bindingOf(process, values);
    if (at === processor) {
      const message = `process "${process.name}" is bound to the processor itself`;
      const remedy = `give processor "${processor.name}" a virtual processor for it, and bind it to that`;
      findings.fault(AADL_CODES.BINDING, process.place, message, remedy);
    } else if (at === undefined) {
      const message = `process "${process.name}" is bound to no virtual processor`;
      const remedy = `Actual_Processor_Binding => (reference (${processor.name}.PARTITION)) applies to ${process.name};`;
      findings.fault(AADL_CODES.BINDING, process.place, message, remedy);
    } else if (runtimes.includes(at)) {
      const other = bound.get(at);
      if (other) {
        const message = `processes "${other.name}" and "${process.name}" are bound to one virtual processor, "${at.name}"`;
        findings.fault(AADL_CODES.BINDING, process.place, message, "one process makes one partition");
      } else bound.set(at, process);
    }
  }
  for (const runtime of runtimes) {
    const process = bound.get(runtime);
    if (!process) {
      findings.warn(runtime.place, `no process is bound to virtual processor "${runtime.name}": its time is idle`);
      continue;
    }
    const threads = [...descendantsOf(process)].filter(({ category }) => category === "thread");
    partitions.push({ name: names.take(partitionName(process)), runtime, process, threads });
  }
  if (partitions.length === 0) {
    const message = `processor "${processor.name}" has no partition: no virtual processor with a process bound to it`;
    findings.fault(AADL_CODES.BINDING, processor.place, message);
  }
  refuseDevices(all, processor, runtimes, values, findings);
  return { processor, partitions };
}

/** All parts of a component, itself left out, those further out first. */
export function* descendantsOf(component: Instance): Generator<Instance> {
  for (const part of component.components) {
    yield part;
    yield* descendantsOf(part);
  }
}

/** The nearest component of that category around it, or itself. */
export function enclosing(component: Instance, category: Instance["category"]): Instance | undefined {
  let at: Instance | undefined = component;
  while (at && at.category !== category) at = at.parent;
  return at;
}

/** Where a component runs. */
export const bindingOf = (component: Instance, values: PropertyValues): Instance | undefined =>
  values.references(component, "Actual_Processor_Binding")?.[0];

/** `node.impl`'s part `cpu.part1` as one reads it. */
export function pathOf(component: Instance): string {
  const above = component.parent?.parent ? `${pathOf(component.parent)}.` : "";
  return above + component.name;
}

const partitionName = (process: Instance): string =>
  pathOf(process)
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "_")
    .replaceAll(".", "-")
    .replace(/^[^A-Za-z0-9]+/, "") || "partition";

function chooseProcessor(
  root: Instance,
  all: readonly Instance[],
  chosen: string | undefined,
  findings: Findings,
): Instance | undefined {
  const processors = all.filter(({ category }) => category === "processor");
  const named = processors.map((processor) => `"${pathOf(processor)}"`).join(", ");
  if (chosen !== undefined) {
    const wanted = chosen.toLowerCase();
    const found = processors.find((processor) => pathOf(processor).toLowerCase() === wanted);
    if (!found) {
      const remedy = processors.length > 0 ? `it has ${named}` : "it has none";
      findings.fault(AADL_CODES.CHOICE, root.place, `the model has no processor "${chosen}"`, remedy);
    }
    return found;
  }
  const [only, second] = processors;
  if (!only) {
    findings.fault(AADL_CODES.BINDING, root.place, `system "${root.name}" has no processor`);
  } else if (second) {
    const message = `system "${root.name}" has ${processors.length} processors, ${named}: an image is one module's`;
    findings.fault(AADL_CODES.PROCESSORS, second.place, message, `--processor ${pathOf(only)}`);
    return undefined;
  }
  return only;
}

/** Whether a virtual processor is a part of the processor, or bound to it. */
function isOn(runtime: Instance, processor: Instance, values: PropertyValues): boolean {
  for (let at = runtime.parent; at; at = at.parent) if (at === processor) return true;
  return bindingOf(runtime, values) === processor;
}

/** Drivers and what they drive are not imported; those of other processors are no part of this module. */
function refuseDevices(
  all: readonly Instance[],
  processor: Instance,
  runtimes: readonly Instance[],
  values: PropertyValues,
  findings: Findings,
): void {
  const isAlone = all.filter(({ category }) => category === "processor").length === 1;
  for (const device of all.filter(({ category }) => category === "device")) {
    const at = bindingOf(device, values);
    if (isAlone || at === processor || (at && runtimes.includes(at))) refuseDevice(device, device.place, findings);
  }
}

export function refuseDevice(device: Instance, place: Place, findings: Findings): void {
  const message = `device "${device.name}" is not imported, nor the driver that is it`;
  const remedy = "make a process of it, or give a partition vCPUs and the device's ports in the system file";
  findings.fault(AADL_CODES.UNSUPPORTED, place, message, remedy);
}
