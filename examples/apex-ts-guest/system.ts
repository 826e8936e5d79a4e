/** A guest operating system in TypeScript hears by an interrupt that a message came; the sender is a native partition. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "apex-ts-guest",
  partitions: {
    station: { entry: "station/main.ts", memory: "512KiB", processes: 1 },
    guest: { entry: "guest/main.ts", memory: "512KiB" },
  },
  channels: {
    commands: {
      kind: "queuing",
      size: "32B",
      depth: 8,
      from: { partition: "station", port: "COMMANDS" },
      to: { partition: "guest", port: "COMMANDS" },
    },
    weather: {
      kind: "sampling",
      size: "8B",
      from: { partition: "station", port: "WEATHER" },
      to: [{ partition: "guest", port: "WEATHER", refresh: "100ms" }],
    },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "station", duration: "10ms" },
      { partition: "guest", duration: "10ms" },
    ],
  },
});
