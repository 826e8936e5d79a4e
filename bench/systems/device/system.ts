/** A guest that has COM2 as its own, and a neighbour whose windows its interrupts hit. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-device",
  partitions: {
    driver: { sources: ["driver.c", "entries.S"], memory: "64KiB", interrupts: [3], ports: ["0x2f8-0x2ff"] },
    neighbour: { sources: ["neighbour.c", "../interrupts/entries.S"], memory: "64KiB" },
  },
  schedule: {
    frame: "5ms",
    windows: [
      { partition: "driver", duration: "3ms" },
      { partition: "neighbour", duration: "2ms" },
    ],
  },
});
