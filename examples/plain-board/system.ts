/** The plain board: native partitions alone, in C and in TypeScript. Its kernel knows no guest operating system. */
import { defineSystem } from "bulkhead";

export default defineSystem({
  name: "plain-board",
  board: "pc",
  partitions: {
    port: { sources: ["port.c"], memory: "64KiB", ports: ["0x2f8-0x2ff"] },
    control: { entry: "control/control.ts", memory: "512KiB" },
  },
  schedule: {
    frame: "20ms",
    windows: [
      { partition: "port", duration: "5ms" },
      { partition: "control", duration: "10ms" },
    ],
  },
});
