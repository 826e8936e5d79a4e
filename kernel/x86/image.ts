/** The places of the kernel's own image that its TypeScript must know: `link.ld` and the assembly define them. */
import { place } from "./cpu";

/** First address of the kernel's code. */
export function textStart(): u32 {
  return place(0);
}
/** First address past the kernel's code; constants follow. */
export function textEnd(): u32 {
  return place(1);
}
/** First address past the constants: from here on the image is writable. */
export function constantEnd(): u32 {
  return place(2);
}
/** First address past the image with its static memory. */
export function imageEnd(): u32 {
  return place(3);
}
/** Address of the stub of an exception's or a hardware interrupt's vector. */
export function gateStub(vector: u32): u32 {
  return load<u32>(place(4) + (vector << 2));
}
export function sysenterStub(): u32 {
  return place(5);
}
/** First half of the call page, by the entry that the processor has; UPCALL_RETURN - CALL_PAGE bytes. */
export function callPageTemplate(sysenter: bool): u32 {
  return sysenter ? place(6) : place(7);
}
export function doubleFaultEntry(): u32 {
  return place(8);
}
export function nonMaskableInterruptEntry(): u32 {
  return place(9);
}
/** Top of the stack of the double fault, and of the report of any other fault of the kernel. */
export function exceptionStackTop(): u32 {
  return place(10);
}
export function nonMaskableInterruptStackTop(): u32 {
  return place(15);
}
export function coreGateStub(): u32 {
  return place(11);
}
export function stackBottom(): u32 {
  return place(12);
}
export function stackTop(): u32 {
  return place(13);
}
/** The page directory that boot.S made; it becomes the kernel's own. */
export function kernelPageDirectory(): u32 {
  return place(14);
}
