/** The hypervisor board: its boot as a whole, and the pieces that tests take apart. */
export {
  boot,
  continueWork,
  coreCall,
  hypercall,
  interruptIdle,
  sysenterCall,
  trap,
} from "../../../kernel/bsp/pc-vmm/main";
export { initializePartitions } from "../../../kernel/bsp/pc-vmm/partitions";
export {
  armForNextDeadline,
  changeWindowIfDue,
  enterFirstWindow,
  inIdleTime,
  timerFired,
} from "../../../kernel/bsp/pc-vmm/windows";
