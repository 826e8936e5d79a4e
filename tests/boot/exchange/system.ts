/** What goes round: a queue in at the native partition, each message back out; a sample in at both, told to the host by each. */
import type { SystemDefinition } from "../../../host/config/define.js";

export const systemOf = (board: "pc" | "pc-vmm"): SystemDefinition => ({
  name: "exchange",
  board,
  partitions: {
    echo: { sources: ["echo.c"], memory: "256KiB", vcpus: 0, processes: 1 },
    neighbour: { sources: ["neighbour.c"], memory: "64KiB", vcpus: 0, processes: 1 },
  },
  channels: {
    in: { kind: "queuing", size: "8192B", depth: 4, from: "host", to: { partition: "echo", port: "IN" } },
    out: { kind: "queuing", size: "8192B", depth: 1, from: { partition: "echo", port: "OUT" }, to: "host" },
    sample: {
      kind: "sampling",
      size: "8192B",
      from: "host",
      to: [{ partition: "neighbour", port: "SAMPLE", refresh: "1s" }],
    },
    counts: { kind: "sampling", size: "16B", from: { partition: "neighbour", port: "COUNTS" }, to: ["host"] },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "echo", duration: "8ms" },
      { partition: "neighbour", duration: "8ms" },
    ],
  },
});

export default systemOf("pc-vmm");
