/** A guest full of timers beside one that computes all its window long, and faults now and then. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "timers",
  partitions: {
    timers: { sources: ["timers.c"], memory: "64KiB" },
    busy: { sources: ["busy.c"], memory: "64KiB", onFault: "restart" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "timers", duration: "3ms" },
      { partition: "busy", duration: "1ms", offset: "10ms" },
    ],
  },
});
