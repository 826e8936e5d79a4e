/** A guest with a device of its own: the second serial port, its I/O ports and its interrupt. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "second-uart",
  partitions: {
    driver: { sources: ["main.c", "uart.c"], memory: "64KiB", interrupts: [3], ports: ["0x2f8-0x2ff"] },
    neighbour: { sources: ["neighbour.c"], memory: "64KiB" },
  },
  schedule: {
    frame: "10ms",
    windows: [
      { partition: "driver", duration: "5ms" },
      { partition: "neighbour", duration: "2ms" },
    ],
  },
});
