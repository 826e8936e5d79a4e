// Loses its stack and unmasks with an interrupt pending, in a window longer than the timer can count at once: the kernel finds out when
// the timer fires on its way to the window's end, and must arm it again.
#include <bulkhead/bulkhead.h>

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_WINDOW_START);
  // Its second window raises the line: the first began before it ran.
  while (bulkhead_vcpu()->pending == 0) {
  }
  __asm__ volatile(
      "movl $16, %%esp\n"
      "movl %0, %1\n"
      "1: jmp 1b\n"
      : : "i"(BULKHEAD_INTERRUPTS_ON), "m"(bulkhead_vcpu()->interrupt_flag) : "memory");
  return 0;
}
