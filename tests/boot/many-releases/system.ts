import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "many-releases",
  board: "pc",
  partitions: { many: { sources: ["many.c"], memory: "64KiB", processes: 16, processStack: "4KiB" } },
  schedule: { frame: "10ms", windows: [{ partition: "many", duration: "8ms" }] },
});
