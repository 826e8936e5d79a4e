/** Where the call page's return sequence (`bsp/pc-vmm/gates.S`) lies, in the kernel's image and in the guest. */
import { UPCALL_RETURN } from "../generated/abi";
import { place } from "./cpu";

export function hypercallGateStub(): u32 {
  return place(32);
}
/** The bytes that run at UPCALL_RETURN in the guest. */
export function returnSequence(): u32 {
  return place(33);
}
export function returnSequenceBytes(): u32 {
  return place(38) - place(33);
}
/** In the guest: the virtual interrupt flag has just been set. */
export function returnBegin(): u32 {
  return UPCALL_RETURN + place(34) - place(33);
}
/** In the guest: the interrupted EAX has been pushed. */
export function returnPushed(): u32 {
  return UPCALL_RETURN + place(35) - place(33);
}
/** In the guest: it has been popped again. */
export function returnPopped(): u32 {
  return UPCALL_RETURN + place(36) - place(33);
}
/** In the guest: the flag is clear again, or the return is over. */
export function returnEnd(): u32 {
  return UPCALL_RETURN + place(37) - place(33);
}
