/** Every call with every kind of bad argument. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bad-calls",
  partitions: {
    caller: { sources: ["caller.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "caller", duration: "10ms" }] },
});
