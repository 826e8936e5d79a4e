import { defineSystem } from "bulkhead";

/** As many ports as there can be, in the hands of two partitions that take turns. */
export default defineSystem({
  name: "many-ports",
  partitions: {
    low: { sources: ["idler.c"], memory: "64KiB", ports: ["0x100-0x16f", "0x178-0x1ef"] },
    high: { sources: ["idler.c"], memory: "64KiB", ports: ["0x200-0x2ff"] },
  },
  schedule: {
    frame: "2ms",
    windows: [
      { partition: "low", duration: "1ms" },
      { partition: "high", duration: "1ms" },
    ],
  },
});
