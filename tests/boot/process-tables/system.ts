/** Partitions that make a process otherwise than the system file says, in C and in TypeScript, and two that keep to it. */
import { defineSystem } from "bulkhead";

const c = { memory: "64KiB", processStack: "8KiB" } as const;
const ts = { entry: "partition/keeping.ts", memory: "512KiB" } as const;
const work = { period: "20ms", deadline: "15ms", worstCase: "1ms", priority: 20 } as const;

export default defineSystem({
  name: "process-tables",
  partitions: {
    keeping: { sources: ["work.c"], ...c, processes: { work } },
    urgent: { sources: ["work.c"], ...c, processes: { work: { ...work, priority: 21 } } },
    renamed: {
      sources: ["work.c"],
      ...c,
      processes: { works: work },
      health: { configurationError: "ignore" },
    },
    keepingTs: { ...ts, processes: { work } },
    slowTs: { ...ts, processes: { work: { ...work, period: "40ms" } }, health: { configurationError: "restart" } },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "keeping", duration: "4ms" },
      { partition: "urgent", duration: "4ms" },
      { partition: "renamed", duration: "4ms" },
      { partition: "keepingTs", duration: "4ms" },
      { partition: "slowTs", duration: "4ms" },
    ],
  },
});
