/**
 * A guest operating system between two native partitions: messages in and out, and what happens where a queue is full.
 *
 *                   TEMPERATURE               COMMANDS
 *   +---------+                 +-----------+              +----------+
 *   | sensor  |================>|  gateway  |<-------------| operator |      ===>  sampling
 *   | native, |---------------->|  a guest  |------------->| native,  |      --->  queuing, two messages deep
 *   |    C    |     ALARMS      |  in C     |   REPORTS    |    TS    |
 *   +---------+                 +-----------+              +----------+
 *
 * A process of a native partition waits where a queue is full or empty, as long as it likes. A guest can't: the kernel
 * knows nothing of its tasks. It is told by virtual interrupts instead, that a message came, that its window began, that
 * the module's schedule changed; and what it can't send, it keeps.
 */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "guest-messages",
  partitions: {
    sensor: { sources: ["sensor.c"], memory: "64KiB", processes: 2 },
    operator: { entry: "operator/main.ts", memory: "512KiB", processes: 2, permissions: ["set-schedule"] },
    gateway: { sources: ["gateway.c"], memory: "64KiB" },
  },
  channels: {
    temperature: {
      kind: "sampling",
      size: "4B",
      from: { partition: "sensor", port: "TEMPERATURE" },
      to: [{ partition: "gateway", port: "TEMPERATURE", refresh: "30ms" }],
    },
    alarms: {
      kind: "queuing",
      size: "4B",
      depth: 2,
      from: { partition: "sensor", port: "ALARMS" },
      to: { partition: "gateway", port: "ALARMS" },
    },
    commands: {
      kind: "queuing",
      size: "4B",
      depth: 2,
      from: { partition: "operator", port: "COMMANDS" },
      to: { partition: "gateway", port: "COMMANDS" },
    },
    reports: {
      kind: "queuing",
      size: "8B",
      depth: 2,
      from: { partition: "gateway", port: "REPORTS" },
      to: { partition: "operator", port: "REPORTS" },
    },
  },
  schedules: {
    day: {
      frame: "20ms",
      windows: [
        { partition: "sensor", duration: "4ms" },
        { partition: "operator", duration: "4ms" },
        { partition: "gateway", duration: "4ms" },
      ],
    },
    night: {
      frame: "20ms",
      windows: [
        { partition: "sensor", duration: "2ms" },
        { partition: "operator", duration: "4ms" },
        { partition: "gateway", duration: "2ms" },
      ],
    },
  },
});
