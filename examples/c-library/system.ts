/** The C library checks itself: division, memory, strings, the clock. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "c-library",
  partitions: {
    checker: { sources: ["checker.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "checker", duration: "10ms" }] },
});
