/** A guest that goes through the whole guest ABI: each call with each of its errors, each line, each promise of the docs. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "conformity",
  partitions: {
    idler: { sources: ["idler.c"], memory: "64KiB" },
    conformity: {
      sources: [
        "main.c",
        "check.c",
        "information.c",
        "core-calls.c",
        "lines.c",
        "timer.c",
        "waiting.c",
        "exceptions.c",
        "device.c",
        "vcpus.c",
        "vcpu-1.c",
        "restarts.c",
        "entries.S",
      ],
      memory: "128KiB",
      vcpus: 2,
      interrupts: [3],
      ports: ["0x2f8-0x2ff"],
    },
  },
  schedule: {
    frame: "10ms",
    windows: [
      { partition: "idler", duration: "1ms" },
      { partition: "conformity", offset: "2ms", duration: "4ms" },
      { partition: "conformity", offset: "7ms", duration: "2ms" },
    ],
  },
});
