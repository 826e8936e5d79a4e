/**
 * The one seam between the pure kernel (`core`, `vmm`) and the processor. What is not here, they cannot do.
 */
export { restartCall } from "./x86/context";
export { barrier, copyBytes, copyWords, product, readTimestamp, zeroWords } from "./x86/cpu";
export { beginThread } from "./x86/switch";
