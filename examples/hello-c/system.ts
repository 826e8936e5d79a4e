/** The smallest system: one partition in C, half of the processor. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "hello-c",
  partitions: {
    hello: { sources: ["hello.c"], memory: "64KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "hello", duration: "10ms" }] },
});
