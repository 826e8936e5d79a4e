// What a virtual interrupt costs: to the handler's first instruction, and to the interrupted code again.
#include "../samples.h"

enum { REPETITIONS = 300, DISTANCE_NS = 60000, ROUND = 6 };

SAMPLES(virq_delivery, REPETITIONS);
SAMPLES(virq_roundtrip, REPETITIONS);

uint64_t delivery_spin(void);
uint32_t roundtrip_spin(void);
void delivery_entry(void);
void roundtrip_entry(void);
extern char delivery_loop[];

static void arm(void) { bulkhead_timer_set(bulkhead_now_ns() + DISTANCE_NS, 0); }

// The interrupt came before RDTSC or before the jump: two instructions or one of the loop were executed since the last
// look at the counter. One of the handler precedes its own look.
static uint32_t delivery(uint64_t seen) {
  uint32_t of_loop = (uint32_t)(seen >> 32) == (uint32_t)delivery_loop ? 2 : 1;
  return (uint32_t)seen - of_loop - 1;
}

// The hardware timer may come early and be armed again by the kernel: a round is long then, but no line was taken.
static uint32_t roundtrip(void) {
  const volatile uint32_t *taken = &bulkhead_vcpu()->taken[BULKHEAD_LINE_TIMER];
  uint32_t before = *taken;
  uint32_t longest;
  do longest = roundtrip_spin();
  while (*taken == before);
  return longest - ROUND;
}

int main(void) {
  bulkhead_irq_register(BULKHEAD_LINE_TIMER, delivery_entry);
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_unmask();
  for (int i = 0; i < REPETITIONS; i++) {
    arm();
    virq_delivery[i] = delivery(delivery_spin());
  }
  bulkhead_irq_register(BULKHEAD_LINE_TIMER, roundtrip_entry);
  for (int i = 0; i < REPETITIONS; i++) {
    arm();
    virq_roundtrip[i] = roundtrip();
  }
  return 0;
}
