/** The virtual timer: once, and again and again. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "timer",
  partitions: {
    guest: { sources: ["guest.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "guest", duration: "10ms" }] },
});
