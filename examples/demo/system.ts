/**
 * The demo: a small real-time operating system, a partition in TypeScript, and a rogue that tries to harm them.
 *
 *   0              20      30          40      50 ms
 *   +---------------+-------+-----------+-------+
 *   |     rtos      | rogue | telemetry |  idle |   ... and again
 *   +---------------+-------+-----------+-------+
 */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "demo",
  partitions: {
    rtos: {
      sources: ["rtos/main.c", "rtos/queue.c", "rtos/semaphore.c", "rtos/switch.S", "rtos/task.c", "rtos/tick.c"],
      memory: "64KiB",
    },
    telemetry: { entry: "telemetry/main.ts", memory: "1MiB" },
    rogue: { sources: ["rogue/main.c", "rogue/tricks.c"], memory: "32KiB", onFault: "restart" },
  },
  schedule: {
    frame: "50ms",
    windows: [
      { partition: "rtos", duration: "20ms" },
      { partition: "rogue", duration: "10ms" },
      { partition: "telemetry", duration: "10ms" },
    ],
  },
});
