/** The smallest system: one partition in TypeScript, half of the processor. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "hello-ts",
  partitions: {
    hello: { entry: "partition/hello.ts", memory: "512KiB" },
  },
  schedule: { frame: "20ms", windows: [{ partition: "hello", duration: "10ms" }] },
});
