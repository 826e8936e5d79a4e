/** What the hypervisor board's assembly (`bsp/pc-vmm/gates.S`) brings: its gate and the call page's return sequence. */
import { place } from "./cpu";

export function hypercallGateStub(): u32 {
  return place(32);
}
/** The bytes that run at UPCALL_RETURN in the guest. */
export function returnSequence(): u32 {
  return place(33);
}
export function returnSequenceBytes(): u32 {
  return place(34) - place(33);
}
