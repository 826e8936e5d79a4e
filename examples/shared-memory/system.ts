/**
 * What is remembered, and where: a memory block that two partitions share, variables that a warm start leaves as they are,
 * and the module's health log, which a partition may be permitted to read.
 *
 *   writer ---- writes ---> +-----------------+ <--- reads ---- reader
 *   retains variables       | memory block    |                 tries to write, too, in the end
 *                           | "samples"       |
 *   monitor: health log     +-----------------+
 */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "shared-memory",
  board: "pc",
  partitions: {
    writer: { sources: ["writer.c"], memory: "64KiB", processes: 1, health: { numericError: "warm-restart" } },
    reader: { entry: "reader/main.ts", memory: "512KiB", processes: 1, health: { memoryViolation: "stop" } },
    monitor: { sources: ["monitor.c"], memory: "64KiB", permissions: ["read-health"] },
  },
  memoryBlocks: {
    samples: { size: "4KiB", access: { writer: "read-write", reader: "read" } },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "writer", duration: "4ms" },
      { partition: "reader", duration: "4ms" },
      { partition: "monitor", duration: "4ms" },
    ],
  },
});
