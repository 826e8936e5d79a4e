// A controller whose plant is outside: a simulator, a script, or, as here, what one of them said, in a file.
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "closed-loop",
  partitions: {
    control: { sources: ["control.c"], memory: "128KiB", processes: 1 },
    panel: { entry: "panel/main.ts", memory: "512KiB" },
  },
  channels: {
    height: {
      kind: "sampling",
      size: "16B",
      from: "host",
      to: [
        { partition: "control", port: "HEIGHT", refresh: "150ms" },
        { partition: "panel", port: "HEIGHT", refresh: "1s" },
      ],
    },
    commands: { kind: "queuing", size: "32B", depth: 4, from: { partition: "control", port: "COMMANDS" }, to: "host" },
  },
  schedule: {
    frame: "100ms",
    windows: [
      { partition: "control", duration: "40ms", periodicStart: true },
      { partition: "panel", duration: "20ms" },
    ],
  },
});
