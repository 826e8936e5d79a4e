/** A heap that a program and its handler of interrupts use at the same time, and one of a native partition. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "shared-heap",
  partitions: {
    guest: { sources: ["guest.c", "chain.c"], memory: "96KiB" },
    native: { sources: ["native.c", "chain.c"], memory: "96KiB", vcpus: 0 },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "guest", duration: "10ms" },
      { partition: "native", duration: "5ms" },
    ],
  },
});
