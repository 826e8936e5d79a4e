#include <core/error.h>
#include <core/partition.h>
#include <core/thread.h>
#include <core/time.h>
#include <libc/stdio.h>
#include <types.h>

#include "hammer.h"

static uint32_t ids[5];

void pok_error_handler_worker(void) {
  char message[65];
  pok_error_status_t status;
  status.msg = message;
  while (pok_error_get(&status) == POK_ERRNO_OK) {
    message[status.msg_size] = 0;
    printf("handler: kind %d of thread %d: %s\n", status.error_kind, status.failed_thread, message);
    if (status.error_kind != POK_ERROR_KIND_APPLICATION_ERROR)
      printf("handler: stops it: %d\n", pok_thread_stop(status.failed_thread));
  }
}

static void *leader(void) {
  pok_thread_attr_t status;
  hammer(13);
  pok_thread_sleep(40000);
  printf("leader: all have counted to %d\n", hammer_total());
  pok_thread_status(ids[2], &status);
  printf("leader: suspends the second, priority %d, state %d\n", status.priority, status.state);
  printf("leader: %d\n", pok_thread_suspend_target(ids[2]));
  pok_thread_resume(ids[2]);
  pok_error_raise_application_error("for the handler", 15);
  printf("leader: no such thread: %d %d %d\n", pok_thread_resume(99), pok_thread_set_priority(99, 1),
         pok_thread_status(99, &status));
  printf("leader: only the handler may: %d\n", pok_thread_stop(1));
  pok_thread_wait_infinite();
  return NULL;
}

static void *second(void) {
  hammer(17);
  pok_thread_wait_infinite();
  printf("second: resumed\n");
  return NULL;
}

static void *third(void) {
  uint32_t id;
  hammer(11);
  pok_thread_sleep(60000);
  pok_thread_id(&id);
  printf("third: I am %d, and divide by 0\n", id);
  volatile int zero = 0;
  printf("third: %d\n", 100 / zero);
  return NULL;
}

// Its period is 10 ms: the activations are at multiples of it, counted from the machine's start.
static void *periodic(void) {
  pok_time_t now;
  hammer(19);
  pok_thread_sleep(80000);
  for (int i = 0; i < 3; i++) {
    while (pok_thread_period() == POK_ERRNO_OK) {
      pok_time_get(&now);
      if (now > 150000000) break;
    }
    printf("periodic: at %d0 ms\n", (int)(now / 10000000));
  }
  pok_thread_wait_infinite();
  return NULL;
}

static void start(int number, uint8_t priority, void *entry, uint64_t period) {
  pok_thread_attr_t attributes;
  attributes.priority = priority;
  attributes.entry = entry;
  attributes.period = period;
  if (pok_thread_create(&ids[number], &attributes) != POK_ERRNO_OK) printf("no thread\n");
}

int main() {
  hammer_create();
  printf("handler: %d\n", pok_error_handler_create());
  start(1, 100, leader, 0);
  start(2, 0, second, 0);
  start(3, 50, third, 0);
  start(4, 222, periodic, pok_time_milliseconds(10));
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
