/** An upcall entry of one's own that returns by the iret hypercall. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "iret-return",
  partitions: {
    guest: { sources: ["entry.S", "guest.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "guest", duration: "10ms" }] },
});
