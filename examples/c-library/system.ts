/** The C library checks itself: division, memory, strings, numbers in text, sorting, the heap, the clock. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "c-library",
  partitions: {
    checker: { sources: ["checker.c", "strings.c", "numbers.c", "sorting.c", "heap.c"], memory: "128KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "checker", duration: "10ms" }] },
});
