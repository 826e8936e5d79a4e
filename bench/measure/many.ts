/** Whether a partition switch costs the same however many processes the partitions have, and however many partitions there are. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkSystem } from "../../host/config/check.js";
import { SystemSource } from "../../host/config/locate.js";
import type { Made } from "../bench-run.js";
import { median } from "../series.js";
import { type Many, manyOf } from "../systems/many/many.js";
import { switchesOf } from "./switches.js";

/** How many there are, and the median of the instructions from the timer's interrupt to the next window's first one. */
export type ByCount = Readonly<Record<number, number>>;

export interface ManyFigures {
  readonly switch_by_processes: ByCount;
  readonly switch_by_partitions: ByCount;
}

const PROCESSES = [1, 2, 8, 32, 128] as const;
const PARTITIONS = [1, 2, 8, 32] as const;
const FILE = join(import.meta.dirname, "..", "systems", "many", "many.ts");

export async function measureMany(kernel: Uint8Array): Promise<ManyFigures> {
  const processes: Record<number, number> = {};
  for (const count of PROCESSES) processes[count] = await measureOne(kernel, { partitions: 2, processes: count });
  const partitions: Record<number, number> = {};
  for (const count of PARTITIONS) partitions[count] = await measureOne(kernel, { partitions: count, processes: 1 });
  return { switch_by_processes: processes, switch_by_partitions: partitions };
}

async function measureOne(kernel: Uint8Array, many: Many): Promise<number> {
  const system = made(many);
  const switches = await switchesOf(kernel, {
    system,
    frames: framesOf(many),
    before: 20 * many.partitions,
    guest: 8,
    idle: 0,
  });
  return median(switches.map(({ instructions }) => instructions));
}

function made(many: Many): Made {
  const value = manyOf(many);
  return { name: value.name, system: checkSystem({ ...value }, new SystemSource(FILE, readFileSync(FILE, "utf8"))) };
}

/** Enough for every partition to have started, and then for what is followed. */
const framesOf = ({ partitions }: Many): number => (partitions === 1 ? 200 : 60);
