// The application on the demo's guest operating system: a sensor feeds a filter through a queue, a heartbeat beats, a
// worker fills the time that is left, and a monitor watches the operating system itself.
#include <bulkhead/bulkhead.h>

#include "queue.h"
#include "task.h"
#include "tick.h"

// Priorities, most urgent first.
enum { SENSOR, FILTER, HEARTBEAT, MONITOR, WORKER, IDLE = TASK_LIMIT - 1 };

enum {
  SENSOR_PERIOD = 1,
  HEARTBEAT_PERIOD = 250,
  MONITOR_PERIOD = 500,
  WORKER_PERIOD = 250,
  READINGS_PER_REPORT = 250,
  BLOCK_BYTES = 30000,
};

static struct queue readings;

// A triangle wave between 200 and 300, a reading a tick.
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
    printf("heartbeat: tick %u\n", tick);
  }
}

static void monitor(void) {
  uint32_t preemptions = 0;
  for (uint32_t tick = MONITOR_PERIOD;; tick += MONITOR_PERIOD) {
    task_sleep_until(tick);
    bool preempted = tasks_preemptions() != preemptions;
    preemptions = tasks_preemptions();
    printf("monitor: %u ticks, %u lost; the worker was preempted: %s\n", tick, ticks_lost(), preempted ? "yes" : "no");
  }
}

// CRC-32, bit by bit: slow on purpose.
static uint32_t checksum(uint32_t block) {
  uint32_t crc = UINT32_MAX;
  for (uint32_t i = 0; i < BLOCK_BYTES; i++) {
    crc ^= (uint8_t)(block + i);
    for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

// Computes for more than a tick each time, so that the others have something to preempt.
static void worker(void) {
  uint32_t tick = 0;
  for (uint32_t block = 1;; block++) {
    printf("worker: block %u has the checksum 0x%08x\n", block, checksum(block));
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
