/** One guest that masks and unmasks its interrupts and makes no call at all, so that its counters must stay at zero. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-masking",
  partitions: { masker: { sources: ["masker.c"], memory: "64KiB" } },
  schedule: { frame: "10ms", windows: [{ partition: "masker", duration: "9ms" }] },
});
