#include <core/partition.h>
#include <core/thread.h>
#include <core/time.h>
#include <libc/stdio.h>
#include <types.h>

static void run(const char *name) {
  for (int i = 0; i < 3; i++) {
    printf("%s\n", name);
    pok_thread_period();
  }
  pok_thread_wait_infinite();
}

static void *slow(void) {
  run("40 ms");
  return NULL;
}

static void *quick(void) {
  run("20 ms");
  return NULL;
}

static void *never(void) {
  printf("no period: at once\n");
  pok_thread_period();
  printf("no period: once more\n");
  pok_thread_period();
  printf("no period: never\n");
  return NULL;
}

static void start(uint8_t priority, void *entry, uint64_t period) {
  uint32_t id;
  pok_thread_attr_t attributes;
  attributes.priority = priority;
  attributes.entry = entry;
  attributes.period = period;
  pok_thread_create(&id, &attributes);
}

int main() {
  start(200, slow, pok_time_milliseconds(40));
  start(250, never, 0);
  // In nanoseconds, as POK's kernel counts.
  start(10, quick, 20000000);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
