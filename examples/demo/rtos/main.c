// The application on the demo's guest operating system: a sensor feeds a filter through a queue, a heartbeat beats, a
// worker fills the time that is left, and a monitor watches the operating system itself.
#include <bulkhead/bulkhead.h>

#include "queue.h"
#include "task.h"
#include "tick.h"

// Priorities, most urgent first.
enum { SENSOR, FILTER, HEARTBEAT, MONITOR, WORKER, IDLE = TASK_LIMIT - 1 };

enum {
  SENSOR_PERIOD = 2,
  HEARTBEAT_PERIOD = 250,
  MONITOR_PERIOD = 500,
  WORKER_PERIOD = 250,
  READINGS_PER_REPORT = 125,
  PRIMES_STEP = 20000,
  PRIMES_END = 100000,
};

static struct queue readings;

// A triangle wave between 200 and 300, a reading each 2 ms.
static void sensor(void) {
  uint32_t tick = 0;
  for (uint32_t step = 0;; step++) {
    uint32_t phase = step % 100;
    queue_send(&readings, 200 + 2 * (phase < 50 ? phase : 100 - phase));
    task_sleep_until(tick += SENSOR_PERIOD);
  }
}

static void filter(void) {
  for (uint32_t received = 0;;) {
    uint32_t sum = 0;
    for (int i = 0; i < READINGS_PER_REPORT; i++, received++) sum += queue_receive(&readings);
    printf("filter: %u readings, mean of the last %d is %u\n", received, READINGS_PER_REPORT, sum / READINGS_PER_REPORT);
  }
}

static void heartbeat(void) {
  for (uint32_t tick = HEARTBEAT_PERIOD;; tick += HEARTBEAT_PERIOD) {
    task_sleep_until(tick);
    printf("heartbeat: tick %u, %llu ms on the clock\n", tick, bulkhead_now_ns() / 1000000);
  }
}

static void monitor(void) {
  for (uint32_t tick = MONITOR_PERIOD;; tick += MONITOR_PERIOD) {
    task_sleep_until(tick);
    printf("monitor: %u task switches, %u preemptions, %u ticks lost\n", tasks_switches(), tasks_preemptions(),
           ticks_lost());
  }
}

static uint32_t count_primes(uint32_t from, uint32_t to) {
  uint32_t count = 0;
  for (uint32_t candidate = from; candidate < to; candidate++) {
    uint32_t divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor != 0) divisor++;
    if (candidate >= 2 && divisor * divisor > candidate) count++;
  }
  return count;
}

// Computes for more than a tick each time, so that the others have something to preempt.
static void worker(void) {
  uint32_t tick = 0, primes = 0;
  for (uint32_t from = 0;; from = (from + PRIMES_STEP) % PRIMES_END) {
    if (from == 0) primes = 0;
    primes += count_primes(from, from + PRIMES_STEP);
    printf("worker: %u primes below %u\n", primes, from + PRIMES_STEP);
    task_sleep_until(tick += WORKER_PERIOD);
  }
}

static void idle(void) {
  for (;;) bulkhead_wait();
}

int main(void) {
  printf("a small operating system: five tasks and idle, a tick each %d us\n", TICK_NS / 1000);
  queue_init(&readings);
  bulkhead_interrupts_attach();
  ticks_start();
  task_create(SENSOR, sensor);
  task_create(FILTER, filter);
  task_create(HEARTBEAT, heartbeat);
  task_create(MONITOR, monitor);
  task_create(WORKER, worker);
  task_create(IDLE, idle);
  tasks_start();
}
