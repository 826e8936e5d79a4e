import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "long-window",
  partitions: {
    breaker: { sources: ["breaker.c"], memory: "64KiB" },
    neighbour: { sources: ["neighbour.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "75ms",
    windows: [
      { partition: "breaker", duration: "70ms" },
      { partition: "neighbour", duration: "5ms" },
    ],
  },
});
