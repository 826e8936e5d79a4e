/** A guest that handles its own exceptions. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "exceptions",
  partitions: {
    guest: { sources: ["entry.S", "guest.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "guest", duration: "10ms" }] },
});
