// Several vCPUs. They share the partition's memory and its windows, round robin, so that one can lose the processor to
// another between any two instructions; but never two run at once.
//
// A C file whose code runs on vCPU n says so before it includes anything: #define BULKHEAD_VCPU n (interrupts.h).
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <bulkhead/calls.h>

#ifdef BULKHEAD_PLAIN_BOARD

BULKHEAD_NOT_ON_THIS_BOARD uint32_t bulkhead_vcpu_run(uint32_t vcpu, void (*body)(uint32_t vcpu), void *stack, size_t stack_bytes);

#else

// The entry that bulkhead_vcpu_run gives a vCPU (vcpus.S); not to be called.
void bulkhead_vcpu_begin(void);

// Starts the vCPU in `body`, which gets the vCPU's number, on a stack of its own, interrupts masked, its lines and its
// timer as at power on. When `body` returns, the vCPU stops, and can be started anew. Returns a STATUS: NO_ACTION when it runs.
static inline uint32_t bulkhead_vcpu_run(uint32_t vcpu, void (*body)(uint32_t vcpu), void *stack, size_t stack_bytes) {
  return bulkhead_vcpu_start(vcpu, bulkhead_vcpu_begin, (uint32_t)stack + stack_bytes, (uint32_t)body);
}

#endif
