/** Three ways into the kernel, one answer. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "sysenter-and-int",
  partitions: {
    caller: { sources: ["caller.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "caller", duration: "10ms" }] },
});
