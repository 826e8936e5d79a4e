// What vCPU 0 and the others tell one another, in memory.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { VCPUS = 4, PERIOD_NS = 200000, ROUNDS = 100 };

// One a vCPU, and written by that one alone.
struct worker {
  uint32_t number;
  bool began_masked;
  uint32_t ticks;
  // Notifications that it took.
  uint32_t calls;
  double sum;
  // Turns of a loop that all run at the same time.
  uint32_t turns;
};

extern volatile struct worker workers[VCPUS];

// Phases that vCPU 0 opens one after the other.
extern volatile uint32_t phase;

void worker_1(uint32_t vcpu);
void worker_2(uint32_t vcpu);
void worker_3(uint32_t vcpu);

// 1/1 - 1/3 + 1/5 ..., each vCPU from another term on: in floating point, and each time the same.
static inline double series(uint32_t vcpu) {
  double sum = vcpu, sign = 1;
  for (uint32_t i = vcpu; i < 60000; i++, sign = -sign) sum += sign / (2 * i + 1);
  return sum;
}
