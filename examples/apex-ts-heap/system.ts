/** Processes in TypeScript that share a heap, under pressure. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "apex-ts-heap",
  board: "pc",
  partitions: {
    churn: { entry: "churn/main.ts", memory: "768KiB", processes: 3 },
    late: { entry: "late/main.ts", memory: "512KiB", processes: 2 },
    exhausted: { entry: "exhausted/main.ts", memory: "512KiB", processes: 3 },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "churn", duration: "10ms" },
      { partition: "late", duration: "6ms" },
      { partition: "exhausted", duration: "4ms" },
    ],
  },
});
