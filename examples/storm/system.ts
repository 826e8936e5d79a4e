/** More interrupts than time: the handler takes longer than the timer's period, and the stack does not grow. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "storm",
  partitions: {
    guest: { sources: ["guest.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "guest", duration: "10ms" }] },
});
