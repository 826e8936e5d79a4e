/** Waiting for an interrupt. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "wait-idle",
  partitions: {
    guest: { sources: ["guest.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "guest", duration: "10ms" }] },
});
