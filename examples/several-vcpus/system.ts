/** A guest operating system with four vCPUs, which share its windows. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "several-vcpus",
  partitions: {
    guest: { sources: ["main.c", "vcpu-1.c", "vcpu-2.c", "vcpu-3.c"], memory: "128KiB", vcpus: 4 },
    neighbour: { sources: ["neighbour.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "guest", duration: "10ms" },
      { partition: "neighbour", duration: "2ms" },
    ],
  },
});
