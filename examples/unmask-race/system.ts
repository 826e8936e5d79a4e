/** Interrupts at every instruction of unmasking, of delivering and of returning. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "unmask-race",
  partitions: {
    guest: { sources: ["guest.c", "delay.S"], memory: "64KiB", trace: "4MiB" },
  },
  schedule: { frame: "50ms", windows: [{ partition: "guest", duration: "50ms" }] },
});
