/** A partition that faults is restarted from its pristine image. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "restart",
  partitions: {
    phoenix: { sources: ["phoenix.c"], memory: "64KiB", onFault: "restart" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "phoenix", duration: "10ms" }] },
});
