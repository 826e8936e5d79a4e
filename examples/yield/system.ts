/** Giving the rest of a window away, and sleeping. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "yield",
  partitions: {
    sleeper: { sources: ["sleeper.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "sleeper", duration: "10ms" }] },
});
