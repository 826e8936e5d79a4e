// What the two vCPUs tell each other.
#pragma once

#include <stdint.h>

extern volatile uint32_t vcpu_1_ticks;
extern volatile uint32_t vcpu_1_calls;
extern volatile uint32_t vcpu_1_done;

// On vCPU 1: has its timer and its calls until it was called ten times, then calls vCPU 0 and returns.
void vcpu_1(uint32_t vcpu);
