/** The processor's own structures. */
export { composeContext, composeStart, leaveByIret, restartCall } from "../../../kernel/x86/context";
export { initializeFpu, resetFpu, takeFpu } from "../../../kernel/x86/fpu";
export { initializeSegments, ioMap, kernelStackPointerAddress, setKernelStack } from "../../../kernel/x86/gdt";
export { initializeGates, setInterruptGate } from "../../../kernel/x86/idt";
export { switchPorts } from "../../../kernel/x86/io-ports";
export {
  initializePaging,
  isStackGuard,
  kernelDirectory,
  poolWasTooSmall,
  setReturnSequence,
} from "../../../kernel/x86/paging";
export { hypercallGateStub } from "../../../kernel/x86/return-sequence";
export { activateThread, beginThread } from "../../../kernel/x86/switch";
