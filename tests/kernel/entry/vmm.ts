/** Virtual processors. */
export { dispatchHypercall } from "../../../kernel/vmm/hypercalls";
export { deliverException, deliverPending } from "../../../kernel/vmm/upcall";
export {
  advanceTimer,
  deliverableLines,
  pendingLines,
  raiseLine,
  resetVcpu,
  setCommonHandler,
  setHandler,
  setTimer,
  vcpuOf,
  wakeIfDue,
} from "../../../kernel/vmm/vcpu";
