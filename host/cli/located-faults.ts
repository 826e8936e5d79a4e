/** Faults that show only once programs are there, led back to the place in the system file that has to change. */
import { readFileSync } from "node:fs";
import { type Fault, FaultError } from "../config/fault.js";
import { SystemSource } from "../config/locate.js";
import type { System } from "../config/model.js";

/** What `work` returns; faults that it throws point into the system file where they name a path and no file. */
export function withPlaces<T>(system: System, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    throw new FaultError(error.faults.map((fault) => locateFault(fault, system)));
  }
}

/** With the place of its path, unless it has a file already. */
export function locateFault(fault: Fault, system: System): Fault {
  if (fault.path === undefined || fault.file !== undefined) return fault;
  const path = fault.path;
  const named = system.partitions.find(({ name }) => `${path}.`.startsWith(`partitions.${name}.`));
  const rest = named ? path.slice(`partitions.${named.name}.`.length) : "";
  const steps = named ? ["partitions", named.name, ...rest.split(".").filter(Boolean)] : path.split(".");
  return { ...fault, ...new SystemSource(system.file, readFileSync(system.file, "utf8")).place(steps) };
}
