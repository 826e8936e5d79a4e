/** One guest that does nothing but empty calls, in a window that is long enough for all of them. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-hypercalls",
  partitions: { caller: { sources: ["caller.c"], memory: "64KiB" } },
  schedule: { frame: "20ms", windows: [{ partition: "caller", duration: "19ms" }] },
});
