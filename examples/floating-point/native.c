// The same without a vCPU: no handler, and rounding to nearest.
#include <bulkhead/bulkhead.h>

#include "frame.h"
#include "unit.h"

enum { MS = 1000000, LONG_NS = 50 * MS, STEPS = 1000000, TERMS = 200000, SEED = 77 };

int main(void) {
  unit_fill(SEED, NEAREST);
  uint64_t end_ns = bulkhead_now_ns() + LONG_NS;
  while (bulkhead_now_ns() < end_ns) {
  }
  bool held = unit_holds(SEED, NEAREST);
  for (int i = 0; i < 5; i++) {
    bulkhead_window_yield();
    held = held && unit_holds(SEED, NEAREST);
  }
  __asm__ volatile("fninit");
  wait_for_frame(15);
  printf("every register kept, through windows: %s\n", held ? "yes" : "no");
  double sum = harmonic(TERMS);
  wait_for_frame(25);
  printf("x87, rounded to nearest: 0x%016llx\n", (unsigned long long)bits_of(sum));
  float values[4] = {0.35f, 0.2f, 0.3f, 0.4f};
  logistic(values, STEPS);
  wait_for_frame(45);
  printf("SSE: 0x%08x 0x%08x 0x%08x 0x%08x\n", bits_of_single(values[0]), bits_of_single(values[1]),
         bits_of_single(values[2]), bits_of_single(values[3]));
  return 0;
}
