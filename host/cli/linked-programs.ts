/** Programs that the user brings as ELF files: part of the configuration, and checked with it. */
import { readFileSync } from "node:fs";
import { ConfigError, type Fault, FaultError } from "../config/fault.js";
import { loadSystem } from "../config/load.js";
import type { System } from "../config/model.js";
import { placeProgram } from "../image/program.js";
import { locateFault } from "./located-faults.js";

/** Loads a system whose ELF files can run in their partitions. Throws a ConfigError with all faults. */
export async function loadCheckedSystem(file: string, onWarning?: (warning: Fault) => void): Promise<System> {
  const system = await loadSystem(file, onWarning);
  const faults: Fault[] = [];
  for (const partition of system.partitions) {
    if (partition.program.kind !== "elf") continue;
    try {
      placeProgram(partition, readFileSync(partition.program.file), system);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      const path = `partitions.${partition.name}.elf`;
      faults.push(...error.faults.map((fault) => locateFault({ path, ...fault }, system)));
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return system;
}
