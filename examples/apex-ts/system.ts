/** Two partitions with processes, in TypeScript: one senses the attitude, the other shows it. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "apex-ts",
  board: "pc",
  partitions: {
    sensors: { entry: "flight/sensors.ts", memory: "512KiB", processes: 2 },
    display: { entry: "flight/display.ts", memory: "512KiB", processes: 1 },
  },
  channels: {
    attitude: {
      kind: "sampling",
      size: "12B",
      from: { partition: "sensors", port: "ATTITUDE" },
      to: [{ partition: "display", port: "ATTITUDE", refresh: "150ms" }],
    },
  },
  schedule: {
    frame: "100ms",
    windows: [
      { partition: "sensors", duration: "40ms" },
      { partition: "display", duration: "40ms" },
    ],
  },
});
