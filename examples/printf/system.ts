/** What the C library's printf understands. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "printf",
  partitions: {
    printer: { sources: ["printer.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "printer", duration: "10ms" }] },
});
