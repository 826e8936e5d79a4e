/** The C library's mathematics: to the last digit, and the same on every machine. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "mathematics",
  partitions: {
    reckoner: { sources: ["reckoner.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "reckoner", duration: "10ms" }] },
});
