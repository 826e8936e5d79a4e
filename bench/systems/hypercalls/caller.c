// What an empty call costs, from the instruction that makes it to the one behind it. Each sample comes with one of the
// same sequence without the call, which is what measuring costs.
#include "../samples.h"

enum { REPETITIONS = 500 };

SAMPLES(hypercall_int, REPETITIONS);
SAMPLES(hypercall_sysenter, REPETITIONS);
SAMPLES(core_call_int, REPETITIONS);
SAMPLES(core_call_sysenter, REPETITIONS);
SAMPLES(nothing, REPETITIONS);

// The kernel preserves ESI. EAX takes the number before the first look at the clock would overwrite it, so between.
#define MEASURE(number, instruction)                                                  \
  ({                                                                                  \
    uint32_t before, after = (number);                                                \
    __asm__ volatile("movl %%eax, %%edi; rdtsc; movl %%eax, %%esi; movl %%edi, %%eax; " \
                     instruction "; rdtsc; subl %%esi, %%eax"                          \
                     : "+a"(after), "=S"(before)                                      \
                     :                                                                \
                     : "edx", "edi", "cc", "memory");                                 \
    after;                                                                            \
  })

int main(void) {
  // The window has just begun: none of this meets its end.
  bulkhead_window_yield();
  for (int i = 0; i < REPETITIONS; i++) {
    nothing[i] = MEASURE(BULKHEAD_HYPERCALL_NULL, "");
    hypercall_int[i] = MEASURE(BULKHEAD_HYPERCALL_NULL, "int $0x82");
    hypercall_sysenter[i] = MEASURE(BULKHEAD_HYPERCALL_NULL, BULKHEAD_CALL_INSTRUCTION);
    core_call_int[i] = MEASURE(BULKHEAD_CALL_CORE_NULL, "int $0x80");
    core_call_sysenter[i] = MEASURE(BULKHEAD_CALL_CORE_NULL, BULKHEAD_CALL_INSTRUCTION);
  }
  return 0;
}
