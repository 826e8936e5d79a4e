#include <core/event.h>
#include <core/partition.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <types.h>

static pok_event_id_t event;

static void *waiter(const char *name) {
  for (int round = 1; round <= 3; round++) {
    pok_event_lock(event);
    printf("%s: waits\n", name);
    pok_ret_t waited = pok_event_wait(event, 5000);
    printf("%s: %d\n", name, waited);
    pok_event_unlock(event);
  }
  pok_thread_wait_infinite();
  return NULL;
}

static void *low(void) { return waiter("low"); }

static void *high(void) { return waiter("high"); }

static void *teller(void) {
  pok_thread_sleep(1000);
  printf("teller: signals\n");
  printf("teller: signalled %d\n", pok_event_signal(event));
  pok_thread_sleep(1000);
  printf("teller: broadcasts\n");
  printf("teller: told all %d\n", pok_event_broadcast(event));
  pok_thread_sleep(1000);
  // Whoever is told waits for the lock besides.
  pok_event_lock(event);
  pok_event_broadcast(event);
  printf("teller: holds the lock\n");
  pok_thread_sleep(3000);
  printf("teller: unlocks %d\n", pok_event_unlock(event));
  printf("teller: no such event: %d\n", pok_event_signal(99));
  pok_thread_wait_infinite();
  return NULL;
}

static void start(uint8_t priority, void *entry) {
  uint32_t id;
  pok_thread_attr_t attributes;
  pok_thread_attr_init(&attributes);
  attributes.priority = priority;
  attributes.entry = entry;
  if (pok_thread_create(&id, &attributes) != POK_ERRNO_OK) printf("no thread\n");
}

int main() {
  pok_event_create(&event);
  printf("event %d; nobody waits: %d\n", event, pok_event_signal(event));
  start(100, teller);
  start(10, low);
  start(200, high);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
