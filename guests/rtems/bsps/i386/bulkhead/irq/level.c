// RTEMS's interrupt level is the vCPU's virtual interrupt flag: a word in memory, no call and no trap.
//
// A level, where RTEMS saves and restores one, is the flag: 0x200 or 0. Where it sets or gets one by number, 0 means on.
#include <bulkhead/interrupts.h>

// As rtems/score/cpu.h has them, which is not included: Bulkhead's benchmark compiles this file as it is.
uint32_t i386_disable_interrupts(void);
void i386_enable_interrupts(uint32_t level);
void i386_flash_interrupts(uint32_t level);
void i386_set_interrupt_level(uint32_t new_level);
uint32_t i386_get_interrupt_level(void);

uint32_t i386_disable_interrupts(void) { return bulkhead_mask(); }

void i386_enable_interrupts(uint32_t level) { bulkhead_restore(level & BULKHEAD_INTERRUPTS_ON); }

void i386_flash_interrupts(uint32_t level) {
  i386_enable_interrupts(level);
  bulkhead_mask();
}

void i386_set_interrupt_level(uint32_t new_level) {
  if (new_level == 0) bulkhead_unmask();
  else bulkhead_mask();
}

uint32_t i386_get_interrupt_level(void) { return bulkhead_masked() ? 1 : 0; }
