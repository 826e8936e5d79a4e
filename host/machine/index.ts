/** The machines, by name. */
import type { Machine } from "./machine.js";
import { qemu } from "./qemu.js";
import { v86 } from "./v86.js";

export { findQemu, QEMU_MISSING } from "./find-qemu.js";
export type {
  BootRequest,
  EndReason,
  Machine,
  PhysicalMemory,
  RunResult,
  SerialPeer,
  SharedMemory,
} from "./machine.js";
export { type MachineEnd, V86Session } from "./v86-session.js";

/** A QEMU that is not installed shows when it is run: ask `findQemu` before. */
export function openMachine(target: "v86" | "qemu"): Machine {
  return target === "v86" ? v86 : qemu;
}
