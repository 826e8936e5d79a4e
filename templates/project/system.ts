/** The system: its partitions, and when each of them runs. An editor completes everything in here. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "my-system",
  partitions: {
    sensor: { sources: ["partitions/sensor.c"], memory: "128KiB", onFault: "restart" },
    control: { entry: "partitions/control.ts", memory: "1MiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "sensor", duration: "5ms" },
      { partition: "control", duration: "10ms" },
    ],
  },
});
