/** Errors without an error handler: what the tables say for the process, the partition and the module. */
import { defineSystem } from "bulkhead";

const program = (name: string) => ({
  sources: ["../program.c", `${name}.c`] as const,
  memory: "128KiB" as const,
  processes: 8,
  processStack: "8KiB" as const,
});

export default defineSystem({
  name: "conformity-module",
  partitions: {
    tables: {
      ...program("tables"),
      health: {
        applicationError: "ignore",
        numericError: "warm-restart",
        memoryViolation: "restart",
        illegalInstruction: "stop",
        breakpoint: { process: "stop" },
        privilegedInstruction: { process: "restart" },
      },
    },
    failing: { ...program("failing"), health: { memoryViolation: { level: "module" } } },
    other: program("other"),
  },
  health: { memoryViolation: "reset" },
  schedule: {
    frame: "10ms",
    windows: [
      { partition: "tables", duration: "2ms" },
      { partition: "failing", duration: "2ms" },
      { partition: "other", duration: "2ms" },
    ],
  },
});
