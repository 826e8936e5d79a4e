// The handlers of a program that has none of its own: what is raised is taken, and dropped. One a vCPU.
#include <bulkhead/bulkhead.h>

#ifndef BULKHEAD_PLAIN_BOARD

static void drop(struct bulkhead_vcpu_page *vcpu, uint32_t line) {
  __asm__ volatile("btrl %1, %0" : "+m"(vcpu->pending) : "r"(line) : "cc", "memory");
  vcpu->taken[line] = vcpu->raised[line];
}

__attribute__((weak)) void bulkhead_interrupt(uint32_t line) { drop(bulkhead_vcpu_at(0), line); }

#define DROPS(vcpu)                              \
  void bulkhead_interrupt_##vcpu(uint32_t line); \
  __attribute__((weak)) void bulkhead_interrupt_##vcpu(uint32_t line) { drop(bulkhead_vcpu_at(vcpu), line); }

DROPS(1)
DROPS(2)
DROPS(3)

#endif
