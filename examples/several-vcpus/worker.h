// The code of vCPU 1, 2 or 3: each has its own, since its page is part of it. BULKHEAD_VCPU says which it is.
#include <bulkhead/bulkhead.h>

#include "workers.h"

#define WORKER BULKHEAD_VCPU_NAME(worker, BULKHEAD_VCPU)

static volatile struct worker *const self = &workers[BULKHEAD_VCPU];

void bulkhead_interrupt(uint32_t line) {
  uint32_t count = bulkhead_take(line);
  if (line == BULKHEAD_LINE_TIMER) self->ticks += count;
  if (line != BULKHEAD_LINE_VCPU || count == 0) return;
  self->calls += count;
  // Round the ring: 1, 2, 3, 0.
  bulkhead_vcpu_notify((BULKHEAD_VCPU + 1) % VCPUS);
}

// Masked between the look and the wait, so that nothing slips in between.
static void wait_for_phase(uint32_t which) {
  bulkhead_mask();
  while (phase < which) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  bulkhead_unmask();
}

void WORKER(uint32_t vcpu) {
  self->number = vcpu;
  self->began_masked = bulkhead_masked();
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_enable(BULKHEAD_LINE_VCPU);
  bulkhead_timer_set(bulkhead_now_ns(), PERIOD_NS);
  bulkhead_unmask();
  self->sum = series(vcpu);
  // The phase ends by the clock, not by a call: all of them spin.
  while (phase < 2) self->turns++;
  wait_for_phase(3);
}
