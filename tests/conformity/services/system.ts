/** The services within a partition: a partition for each group, each with its window in every major frame. */
import { defineSystem } from "bulkhead";

const program = (name: string) => ({
  sources: ["../program.c", `${name}.c`] as const,
  memory: "128KiB" as const,
  processes: 12,
  processStack: "8KiB" as const,
  objects: "64KiB" as const,
  console: "64KiB" as const,
});

export default defineSystem({
  name: "conformity-services",
  partitions: {
    partition: { ...program("partition"), health: { memoryViolation: "warm-restart" } },
    process: program("process"),
    preemption: program("preemption"),
    time: program("time"),
    buffer: program("buffer"),
    blackboard: program("blackboard"),
    semaphore: program("semaphore"),
    event: program("event"),
    mutex: program("mutex"),
    error: { ...program("error"), permissions: ["read-health"], health: { memoryViolation: "warm-restart" } },
    pending: { ...program("pending"), processes: 24, health: { deadlineMissed: "warm-restart" } },
    table: {
      ...program("table"),
      processes: { once: { deadline: "100ms", worstCase: "1ms", priority: 7 } },
      health: { configurationError: "ignore" },
    },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "partition", duration: "2ms" },
      { partition: "process", duration: "2ms" },
      { partition: "preemption", duration: "1ms" },
      { partition: "preemption", offset: "6ms", duration: "1ms", periodicStart: false },
      { partition: "time", duration: "2ms" },
      { partition: "buffer", duration: "2ms" },
      { partition: "blackboard", duration: "1ms" },
      { partition: "semaphore", duration: "1ms" },
      { partition: "event", duration: "1ms" },
      { partition: "mutex", duration: "2ms" },
      { partition: "error", duration: "2ms" },
      { partition: "pending", duration: "1ms" },
      { partition: "table", duration: "1ms" },
    ],
  },
});
