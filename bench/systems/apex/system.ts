/** Two native partitions with processes and ports: what the services of the APEX cost. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "bench-apex",
  partitions: {
    sender: { sources: ["sender.c"], memory: "128KiB", processes: 4 },
    receiver: { sources: ["receiver.c"], memory: "128KiB", processes: 4 },
  },
  channels: {
    SAMPLE: {
      kind: "sampling",
      size: "64B",
      from: { partition: "sender" },
      to: [{ partition: "receiver", refresh: "100ms" }],
    },
    QUEUE: {
      kind: "queuing",
      size: "64B",
      depth: 256,
      from: { partition: "sender" },
      to: { partition: "receiver" },
    },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "sender", duration: "10ms" },
      { partition: "receiver", duration: "10ms" },
    ],
  },
});
