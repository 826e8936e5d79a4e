/** `bulkhead check`: every fault of a system file at once. */
import { isDeepStrictEqual } from "node:util";
import type { System } from "../../config/model.js";
import { formatTime } from "../../config/units.js";
import { EXIT } from "../exit-status.js";
import { loadCheckedSystem } from "../linked-programs.js";
import { command } from "../usage.js";
import { watchSystem } from "../watch.js";

export const check = command({
  name: "check",
  description: "Checks a system file and shows all of its faults",
  args: {
    system: { type: "positional", description: "The system file", required: true },
    watch: { type: "boolean", description: "Check again whenever a file has changed, until Ctrl-C" },
    json: { type: "boolean", description: "One JSON object a fault on stdout" },
  },
  examples: ["bulkhead check system.ts", "bulkhead check system.ts --watch", "bulkhead check system.ts --json"],
  async run({ system: file, watch = false, json = false }) {
    const prepare = (): Promise<System> => loadCheckedSystem(file);
    const tell = async (system: System): Promise<void> => {
      if (!json) process.stdout.write(`${summary(system)}\n`);
    };
    if (watch) return watchSystem({ file, json, prepare, isSame: isDeepStrictEqual, run: tell });
    await tell(await prepare());
    return EXIT.done;
  },
});

function summary({ name, partitions, schedules }: System): string {
  const count = partitions.length === 1 ? "1 partition" : `${partitions.length} partitions`;
  const frames = schedules.map(({ majorFrameNs }) => formatTime(majorFrameNs)).join(", ");
  return `${name}: ${count}, a major frame of ${frames}: no faults`;
}
