/** Module schedules: who may change them, when that takes place, and what each partition does about it. */
import { defineSystem } from "bulkhead";

const program = (name: string) => ({
  sources: ["../program.c", `${name}.c`] as const,
  memory: "128KiB" as const,
  processes: 8,
  processStack: "8KiB" as const,
});

const windows = [
  { partition: "controller", duration: "2ms" },
  { partition: "bystander", duration: "2ms" },
  { partition: "warm", duration: "2ms" },
  { partition: "cold", duration: "2ms" },
] as const;

export default defineSystem({
  name: "conformity-schedules",
  partitions: {
    controller: { ...program("controller"), period: "20ms", permissions: ["set-schedule"] },
    bystander: { ...program("bystander"), period: "20ms" },
    warm: { ...program("restarting"), period: "20ms" },
    cold: { ...program("restarting"), period: "20ms" },
  },
  schedules: {
    first: { frame: "20ms", windows },
    second: { frame: "20ms", windows: windows.toReversed() },
    third: { frame: "20ms", windows, onChange: { warm: "warm-restart", cold: "restart" } },
  },
});
