import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "pok-ports",
  board: "pc",
  partitions: {
    sender: { api: "pok", sources: ["sender/main.c"], include: ["sender"], memory: "64KiB", processes: 1 },
    receiver: { api: "pok", sources: ["receiver/main.c"], include: ["receiver"], memory: "64KiB", processes: 2 },
  },
  channels: {
    level: {
      kind: "sampling",
      size: "8B",
      from: { partition: "sender", port: "LEVEL_OUT" },
      to: [{ partition: "receiver", port: "LEVEL_IN", refresh: "15ms" }],
    },
    orders: {
      kind: "queuing",
      size: "12B",
      depth: 3,
      from: { partition: "sender", port: "ORDERS_OUT" },
      to: { partition: "receiver", port: "ORDERS_IN" },
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
