/** `bulkhead check`: every fault of a system file at once. */
import { readFileSync } from "node:fs";
import { ConfigError, type Fault, FaultError } from "../../config/fault.js";
import { loadSystem } from "../../config/load.js";
import type { System } from "../../config/model.js";
import { formatTime } from "../../config/units.js";
import { placeProgram } from "../../image/program.js";
import { EXIT } from "../exit-status.js";
import { command } from "../usage.js";

export const check = command({
  name: "check",
  description: "Checks a system file and shows all of its faults",
  args: {
    system: { type: "positional", description: "The system file", required: true },
    json: { type: "boolean", description: "One JSON object a fault on stdout" },
  },
  examples: ["bulkhead check system.ts", "bulkhead check system.ts --json"],
  async run({ system: file, json }) {
    const system = await loadSystem(file);
    checkPrograms(system);
    if (!json) process.stdout.write(`${summary(system)}\n`);
    return EXIT.done;
  },
});

/** Whether the programs that are linked already can run in their partitions. */
function checkPrograms(system: System): void {
  const faults: Fault[] = [];
  for (const partition of system.partitions) {
    if (partition.program.kind !== "elf") continue;
    try {
      placeProgram(partition, readFileSync(partition.program.file));
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      faults.push(...error.faults.map((fault) => ({ path: `partitions.${partition.name}.elf`, ...fault })));
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
}

function summary({ name, partitions, schedules }: System): string {
  const count = partitions.length === 1 ? "1 partition" : `${partitions.length} partitions`;
  const frames = schedules.map(({ majorFrameNs }) => formatTime(majorFrameNs)).join(", ");
  return `${name}: ${count}, a major frame of ${frames}: no faults`;
}
