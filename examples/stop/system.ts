/** A partition that faults is stopped; its neighbour goes on. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "stop",
  partitions: {
    faulty: { sources: ["faulty.c"], memory: "64KiB", onFault: "stop" },
    neighbour: { sources: ["neighbour.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "faulty", duration: "8ms" },
      { partition: "neighbour", duration: "8ms" },
    ],
  },
});
