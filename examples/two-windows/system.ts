/** A partition that never gives the processor back, and one that has its window all the same. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "two-windows",
  partitions: {
    hog: { sources: ["hog.c"], memory: "64KiB" },
    clerk: { sources: ["clerk.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "hog", duration: "8ms" },
      { partition: "clerk", duration: "8ms" },
    ],
  },
});
