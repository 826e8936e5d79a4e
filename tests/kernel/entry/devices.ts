/** Chips, and the PC's wiring of them. */

export {
  acknowledgeTimer,
  acknowledgeUnexpected,
  initializeInterrupts,
  maskAllInterrupts,
} from "../../../kernel/bsp/pc/interrupts";
export { pumpSerial } from "../../../kernel/bsp/pc/serial";
export { armTimer, initializeClock, timestampFrequencyHz } from "../../../kernel/bsp/pc/timer";
export {
  endOfInterrupt,
  initialize as initializePic,
  inService,
  setMask,
} from "../../../kernel/devices/pic8259";
export { initialize as initializePit, readCount, startOneShot } from "../../../kernel/devices/pit8254";
export { initialize as initializeUart, put, transmitterEmpty } from "../../../kernel/devices/uart16550";
