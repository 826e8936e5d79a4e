/** The system: an RTEMS program beside a partition in C. An editor completes everything in here. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "my-system",
  partitions: {
    rtems: { elf: "hello.exe", memory: "16MiB", onFault: "restart" },
    monitor: { sources: ["partitions/monitor.c"], memory: "128KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "rtems", duration: "15ms" },
      { partition: "monitor", duration: "2ms" },
    ],
  },
});
