import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "restarted-device",
  partitions: { driver: { sources: ["driver.c"], memory: "64KiB", interrupts: [3], ports: ["0x2f8-0x2ff"] } },
  schedule: { frame: "10ms", windows: [{ partition: "driver", duration: "9ms" }] },
});
