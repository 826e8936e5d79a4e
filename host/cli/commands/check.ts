/** `bulkhead check`: every fault of a system file at once, and of one without a fault the proof of its schedules. */
import { isDeepStrictEqual } from "node:util";
import type { ScheduleProof } from "../../analysis/proof.js";
import { proveSystem } from "../../analysis/prove.js";
import type { Fault } from "../../config/fault.js";
import type { System } from "../../config/model.js";
import { formatTime } from "../../config/units.js";
import { faultJson, formatWarnings } from "../../report/fault-report.js";
import { formatProof, proofJson } from "../../report/proof-report.js";
import { EXIT } from "../exit-status.js";
import { loadCheckedSystem } from "../linked-programs.js";
import { stderrColors, stdoutColors } from "../terminal.js";
import { command } from "../usage.js";
import { watchSystem } from "../watch.js";

export const check = command({
  name: "check",
  description: "Checks a system file, shows all of its faults, and proves its schedules",
  args: {
    system: { type: "positional", description: "The system file", required: true },
    watch: { type: "boolean", description: "Check again whenever a file has changed, until Ctrl-C" },
    json: { type: "boolean", description: "One JSON object a fault, warning or proof on stdout" },
  },
  examples: ["bulkhead check system.ts", "bulkhead check system.ts --watch", "bulkhead check system.ts --json"],
  async run({ system: file, watch = false, json = false }) {
    const tell = async (checked: Checked): Promise<void> => tellChecked(checked, json);
    if (watch)
      return watchSystem({ file, json, prepare: () => checkedSystem(file), isSame: isDeepStrictEqual, run: tell });

    interface Checked {
      readonly system: System;
      readonly warnings: readonly Fault[];
    }

    async function checkedSystem(file: string): Promise<Checked> {
      const warnings: Fault[] = [];
      return { system: await loadCheckedSystem(file, (warning) => warnings.push(warning)), warnings };
    }

    function tellChecked({ system, warnings }: Checked, json: boolean): void {
      const proofs = proveSystem(system);
      if (json) {
        for (const line of [...warnings.map(faultJson), ...proofs.flatMap(proofJson)])
          process.stdout.write(`${line}\n`);
        return;
      }
      if (warnings.length > 0) process.stderr.write(formatWarnings(warnings, stderrColors));
      process.stdout.write(`${summary(system, warnings.length)}\n${proofText(proofs)}`);
    }
    await tell(await checkedSystem(file));
    return EXIT.done;
  },
});

function summary({ name, partitions, schedules }: System, warnings: number): string {
  const count = partitions.length === 1 ? "1 partition" : `${partitions.length} partitions`;
  const frames = schedules.map(({ majorFrameNs }) => formatTime(majorFrameNs)).join(", ");
  const noted = warnings === 0 ? "" : `, ${warnings === 1 ? "1 warning" : `${warnings} warnings`}`;
  return `${name}: ${count}, a major frame of ${frames}: no faults${noted}`;
}

/** Of a system that says nothing of its processes there is nothing to prove. */
function proofText(proofs: readonly ScheduleProof[]): string {
  const hasTable = proofs.some(({ partitions }) => partitions.some(({ processes }) => processes !== undefined));
  return hasTable ? proofs.map((proof) => `\n${formatProof(proof, stdoutColors)}`).join("") : "";
}
