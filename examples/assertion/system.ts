/** A program that finds itself wrong, and one with functions of its own under names of the C library. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "assertion",
  partitions: {
    wrong: { sources: ["wrong.c"], memory: "64KiB" },
    own: { sources: ["own.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "wrong", duration: "5ms" },
      { partition: "own", duration: "5ms" },
    ],
  },
});
