/** What `vmm` may ask of the processor beyond `../arch.ts`: a vCPU's first context, and an upcall's frame on its stack. */
export { composeStart } from "../x86/context";
export { resetFpu } from "../x86/fpu";
export { pushException, pushInterrupt, RETURN_FAULT, returnFromUpcall } from "../x86/vcpu-frame";
