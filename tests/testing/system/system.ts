/** What faults are injected into: a guest operating system and a native partition, and a neighbour of both. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "subjects",
  partitions: {
    guest: { sources: ["guest.c"], memory: "64KiB", onFault: "restart" },
    native: { sources: ["native.c"], memory: "64KiB", processes: 1 },
    neighbour: { sources: ["neighbour.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "guest", duration: "8ms" },
      { partition: "native", duration: "5ms" },
      { partition: "neighbour", duration: "2ms" },
    ],
  },
});
