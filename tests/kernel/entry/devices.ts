/** Chips, and the PC's wiring of them. */

export {
  acknowledgeInterrupt,
  acknowledgeTimer,
  initializeInterrupts,
  maskAllInterrupts,
  openInterrupts,
} from "../../../kernel/bsp/pc/interrupts";
export { armTimer } from "../../../kernel/bsp/pc/timer";
export { initialize as initializePit, readCount, startOneShot } from "../../../kernel/devices/pit8254";
export { initialize as initializeUart, put, transmitterEmpty } from "../../../kernel/devices/uart16550";
