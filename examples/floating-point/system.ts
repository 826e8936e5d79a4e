/** Two guests and a native partition that compute in floating point, each with a rounding of its own. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "floating-point",
  partitions: {
    up: { sources: ["guest.c", "unit.c", "unit-registers.S"], memory: "64KiB" },
    down: { sources: ["guest.c", "unit.c", "unit-registers.S"], memory: "64KiB" },
    native: { sources: ["native.c", "unit.c", "unit-registers.S"], memory: "64KiB", vcpus: 0 },
  },
  schedule: {
    frame: "10ms",
    windows: [
      { partition: "up", duration: "3ms" },
      { partition: "down", duration: "3ms" },
      { partition: "native", duration: "3ms" },
    ],
  },
});
