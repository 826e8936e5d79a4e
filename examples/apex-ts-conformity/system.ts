/** Each service of the APEX in TypeScript, and each of its return codes. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "apex-ts-conformity",
  board: "pc",
  partitions: {
    subject: {
      entry: "subject/main.ts",
      memory: "768KiB",
      processes: 8,
      objects: "4KiB",
      console: "64KiB",
      permissions: ["set-schedule", "read-health"],
    },
    peer: { entry: "subject/peer.ts", memory: "512KiB", processes: 1 },
  },
  channels: {
    sampled: {
      kind: "sampling",
      size: "12B",
      from: { partition: "subject", port: "OUT" },
      to: [{ partition: "peer", port: "IN", refresh: "40ms" }],
    },
    answered: {
      kind: "sampling",
      size: "12B",
      from: { partition: "peer", port: "OUT" },
      to: [{ partition: "subject", port: "IN", refresh: "40ms" }],
    },
    silent: {
      kind: "sampling",
      size: "12B",
      from: { partition: "peer", port: "SILENT" },
      to: [{ partition: "subject", port: "SILENT", refresh: "40ms" }],
    },
    queued: {
      kind: "queuing",
      size: "12B",
      depth: 2,
      from: { partition: "subject", port: "QUEUE-OUT" },
      to: { partition: "peer", port: "QUEUE-IN" },
    },
    returned: {
      kind: "queuing",
      size: "12B",
      depth: 2,
      from: { partition: "peer", port: "QUEUE-OUT" },
      to: { partition: "subject", port: "QUEUE-IN" },
      whenFull: "discard",
    },
  },
  memoryBlocks: { BLOCK: { size: "4KiB", access: { subject: "read-write", peer: "read" } } },
  schedules: {
    first: {
      frame: "20ms",
      windows: [
        { partition: "subject", duration: "12ms" },
        { partition: "peer", duration: "8ms" },
      ],
    },
    second: {
      frame: "20ms",
      windows: [
        { partition: "subject", duration: "12ms" },
        { partition: "peer", duration: "8ms" },
      ],
    },
  },
});
