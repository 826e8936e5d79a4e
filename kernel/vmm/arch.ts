/** What `vmm` may ask of the processor beyond `../arch.ts`: the shape of an upcall's frame on a guest's stack. */
export { pushException, pushInterrupt, RETURN_FAULT, returnFromUpcall } from "../x86/vcpu-frame";
