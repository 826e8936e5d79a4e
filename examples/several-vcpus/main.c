// vCPU 0: starts the others, works beside them, stops one and starts it anew.
#include <bulkhead/bulkhead.h>

#include "workers.h"

enum { STACK_BYTES = 8192, LONG_NS = 30000000, MANY_TICKS = LONG_NS / PERIOD_NS * 2 };

volatile struct worker workers[VCPUS];
volatile uint32_t phase = 1;

static uint8_t stacks[VCPUS][STACK_BYTES] __attribute__((aligned(16)));
static void (*const bodies[VCPUS])(uint32_t vcpu) = {NULL, worker_1, worker_2, worker_3};
static volatile struct worker *const self = &workers[0];

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

static uint32_t start(uint32_t vcpu) { return bulkhead_vcpu_run(vcpu, bodies[vcpu], stacks[vcpu], STACK_BYTES); }

void bulkhead_interrupt(uint32_t line) {
  uint32_t count = bulkhead_take(line);
  if (line == BULKHEAD_LINE_TIMER) self->ticks += count;
  if (line == BULKHEAD_LINE_VCPU) self->calls += count;
}

// Masked between the look and the wait, so that nothing slips in between.
static void wait_for_calls(uint32_t calls) {
  bulkhead_mask();
  while (self->calls < calls) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  bulkhead_unmask();
}

static void start_all(void) {
  printf("starting 0, which runs: %s\n", bulkhead_status_name(start(0)));
  for (uint32_t vcpu = 1; vcpu < VCPUS; vcpu++) printf("starting %u: %s\n", vcpu, bulkhead_status_name(start(vcpu)));
  printf("starting 1 again: %s\n", bulkhead_status_name(start(1)));
  printf("starting 4: %s\n", bulkhead_status_name(bulkhead_vcpu_run(4, worker_1, stacks[0], STACK_BYTES)));
}

// All four compute and spin at the same time, and each has its timer meanwhile.
static void work_together(void) {
  self->sum = series(0);
  uint64_t end_ns = bulkhead_now_ns() + LONG_NS;
  while (bulkhead_now_ns() < end_ns || workers[1].turns == 0 || workers[2].turns == 0 || workers[3].turns == 0) {
  }
  uint32_t before[VCPUS];
  for (uint32_t vcpu = 1; vcpu < VCPUS; vcpu++) before[vcpu] = workers[vcpu].turns;
  end_ns = bulkhead_now_ns() + LONG_NS;
  while (bulkhead_now_ns() < end_ns) {
  }
  uint32_t turns[VCPUS], most = 0, least = UINT32_MAX;
  for (uint32_t vcpu = 1; vcpu < VCPUS; vcpu++) {
    turns[vcpu] = workers[vcpu].turns - before[vcpu];
    if (turns[vcpu] > most) most = turns[vcpu];
    if (turns[vcpu] < least) least = turns[vcpu];
  }
  phase = 2;
  printf("the others had equal shares, to a third: %s\n", yes(least > 0 && most - least <= most / 3));
}

static void show(uint32_t vcpu) {
  volatile struct bulkhead_vcpu_page *page = bulkhead_vcpu_at(vcpu);
  volatile struct worker *worker = &workers[vcpu];
  // Stored, and so rounded, as the workers' own.
  volatile double expected = series(vcpu);
  printf("vCPU %u: it was told its number: %s, its page too: %s, began masked: %s\n", vcpu, yes(worker->number == vcpu),
         yes(page->vcpu == vcpu), yes(vcpu == 0 || worker->began_masked));
  printf("  its floating point is its own: %s\n", yes(worker->sum == expected));
  printf("  its timer ticked: %s, and it had nearly all of its ticks: %s\n", yes(page->raised[BULKHEAD_LINE_TIMER] >= MANY_TICKS),
         yes(page->raised[BULKHEAD_LINE_TIMER] - worker->ticks < MANY_TICKS / 2));
}

// Each notification goes round, and none is lost, however many come before a vCPU has its turn.
static void round_the_ring(void) {
  for (int i = 0; i < ROUNDS; i++) bulkhead_vcpu_notify(1);
  uint32_t raised = bulkhead_vcpu_at(1)->raised[BULKHEAD_LINE_VCPU];
  // vCPU 1 passes on what it found at once as one.
  wait_for_calls(1);
  uint64_t end_ns = bulkhead_now_ns() + LONG_NS;
  bulkhead_sleep_until(end_ns);
  printf("%d notifications, counted: %u, taken: %u\n", ROUNDS, raised, workers[1].calls);
  printf("they went round: %s\n", yes(workers[2].calls > 0 && workers[3].calls > 0 && self->calls > 0));
  printf("the number 4: %s\n", bulkhead_status_name(bulkhead_vcpu_notify(4)));
}

// Its function returns: the vCPU stops, and can be started anew.
static void restart_one(void) {
  phase = 3;
  bulkhead_vcpu_notify(2);
  uint32_t status = start(2);
  while (status == BULKHEAD_STATUS_NO_ACTION) status = start(2);
  printf("2 stopped and was started anew: %s\n", bulkhead_status_name(status));
  printf("nothing of its last run is in its page: %s\n", yes(bulkhead_vcpu_at(2)->raised[BULKHEAD_LINE_VCPU] == 0));
  // Its phases are all past: it computes, and stops again.
  uint32_t again = 0;
  while (start(2) == BULKHEAD_STATUS_NO_ACTION) again++;
  printf("it ran to its end: %s\n", yes(again > 0));
}

int main(void) {
  bulkhead_interrupts_attach();
  bulkhead_enable(BULKHEAD_LINE_TIMER);
  bulkhead_enable(BULKHEAD_LINE_VCPU);
  bulkhead_timer_set(bulkhead_now_ns(), PERIOD_NS);
  bulkhead_unmask();
  printf("vCPUs: %u\n", bulkhead_info()->vcpu_count);
  start_all();
  work_together();
  for (uint32_t vcpu = 0; vcpu < VCPUS; vcpu++) show(vcpu);
  round_the_ring();
  restart_one();
  return 0;
}
