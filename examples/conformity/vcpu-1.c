// The code of vCPU 1.
#define BULKHEAD_VCPU 1
#include "check.h"
#include "vcpus.h"

volatile uint32_t vcpu_1_ticks;
volatile uint32_t vcpu_1_calls;
volatile uint32_t vcpu_1_done;

void bulkhead_interrupt(uint32_t line) {
  uint32_t count = bulkhead_take(line);
  if (line == BULKHEAD_LINE_TIMER) vcpu_1_ticks += count;
  if (line == BULKHEAD_LINE_VCPU) vcpu_1_calls += count;
}

void vcpu_1(uint32_t vcpu) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_enable(BULKHEAD_LINE_VCPU);
  bulkhead_timer_set(bulkhead_now_ns(), 100 * US);
  while (vcpu_1_calls < 10 || vcpu_1_ticks < 10) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  vcpu_1_done = vcpu;
  bulkhead_vcpu_notify(0);
}
