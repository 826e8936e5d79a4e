/** One guest that waits, busy, for the interrupts of its own virtual timer. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-interrupts",
  partitions: { waiter: { sources: ["waiter.c", "entries.S"], memory: "64KiB" } },
  schedule: { frame: "50ms", windows: [{ partition: "waiter", duration: "49ms" }] },
});
