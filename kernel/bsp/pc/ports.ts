/** Where a PC has its devices. */
export const PIC_MASTER: u32 = 0x20;
export const PIC_SLAVE: u32 = 0xa0;
export const PIT: u32 = 0x40;
export const COM1: u32 = 0x3f8;
/** IRQ of the PIT's counter 0. */
export const IRQ_TIMER: u32 = 0;
/** Input of the master on which the slave hangs. */
export const IRQ_CASCADE: u32 = 2;
