/** Virtual processors. */
export { closeDeviceLines, openDeviceIrqs, openDeviceLine } from "../../../kernel/vmm/device-lines";
export { raiseDeviceLine } from "../../../kernel/vmm/devices";
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
  startVcpu,
  vcpuOf,
  wakeIfDue,
} from "../../../kernel/vmm/vcpu";
export {
  bringAllUpToDate,
  nextDeadline,
  openWindowOfAll,
  resetTurns,
  threadInTurn,
} from "../../../kernel/vmm/vcpu-list";
