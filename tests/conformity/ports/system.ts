/** Communication between partitions: queuing ports, sampling ports and memory blocks, and what restarts leave of them. */
import { defineSystem } from "bulkhead";

const program = (name: string) => ({
  sources: ["../program.c", "stage.c", `${name}.c`] as const,
  memory: "128KiB" as const,
  processes: 8,
  processStack: "8KiB" as const,
  console: "64KiB" as const,
});

export default defineSystem({
  name: "conformity-ports",
  partitions: {
    sender: program("sender"),
    receiver: program("receiver"),
    writer: program("writer"),
    reader: program("reader"),
    peer: program("peer"),
  },
  channels: {
    queue: { kind: "queuing", size: "8B", depth: 2, from: { partition: "sender" }, to: { partition: "receiver" } },
    ranked: { kind: "queuing", size: "8B", depth: 1, from: { partition: "sender" }, to: { partition: "receiver" } },
    lossy: {
      kind: "queuing",
      size: "8B",
      depth: 1,
      from: { partition: "sender" },
      to: { partition: "receiver" },
      whenFull: "discard",
    },
    sample: {
      kind: "sampling",
      size: "8B",
      from: { partition: "writer", port: "out" },
      to: [
        { partition: "reader", port: "slow", refresh: "100ms" },
        { partition: "reader", port: "fast", refresh: "1ms" },
        { partition: "peer", port: "in", refresh: "1s" },
      ],
    },
    silent: {
      kind: "sampling",
      size: "8B",
      from: { partition: "writer" },
      to: [{ partition: "reader", refresh: "1s" }],
    },
  },
  memoryBlocks: {
    queuing_stage: { size: "4KiB", access: { sender: "read-write", receiver: "read-write" } },
    sampling_stage: { size: "8KiB", access: { writer: "read-write", reader: "read-write", peer: "read-write" } },
    read_only: { size: "4KiB", access: { writer: "read-write", reader: "read" } },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "sender", duration: "3ms" },
      { partition: "receiver", offset: "4ms", duration: "3ms" },
      { partition: "writer", offset: "8ms", duration: "3ms" },
      { partition: "reader", offset: "13ms", duration: "3ms" },
      { partition: "peer", offset: "17ms", duration: "2ms" },
    ],
  },
});
