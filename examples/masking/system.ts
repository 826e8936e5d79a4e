/** Masking interrupts by writing a word of memory. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "masking",
  partitions: {
    guest: { sources: ["guest.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "guest", duration: "10ms" }] },
});
