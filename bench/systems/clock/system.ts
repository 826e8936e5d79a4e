/** One guest that looks at its clock and at the time-stamp counter every hundred milliseconds, and idles between. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-clock",
  partitions: { reader: { sources: ["reader.c"], memory: "64KiB" } },
  schedule: { frame: "100ms", windows: [{ partition: "reader", duration: "1ms" }] },
});
