// What a pair of rtems_interrupt_disable and rtems_interrupt_enable costs a guest of RTEMS: two calls, as RTEMS makes them.
#include "../samples.h"

enum { REPETITIONS = 500 };

SAMPLES(irq_disable_enable, REPETITIONS);
SAMPLES(nothing, REPETITIONS);

uint32_t i386_disable_interrupts(void);
void i386_enable_interrupts(uint32_t level);

int main(void) {
  bulkhead_unmask();
  for (int i = 0; i < REPETITIONS; i++) {
    uint32_t before = tsc_low();
    nothing[i] = tsc_low() - before;

    before = tsc_low();
    i386_enable_interrupts(i386_disable_interrupts());
    irq_disable_enable[i] = tsc_low() - before;
  }
  for (;;) {
  }
}
