#include <core/mutex.h>
#include <core/partition.h>
#include <core/semaphore.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <types.h>

#include "users.h"

pok_mutex_id_t first, second;
pok_sem_id_t counter;

static void start(const char *name, uint8_t priority, void *entry) {
  uint32_t id;
  pok_thread_attr_t attributes;
  attributes.priority = priority;
  attributes.entry = entry;
  attributes.processor_affinity = 0;
  pok_ret_t made = pok_thread_create(&id, &attributes);
  printf("%s: %d, thread %d\n", name, made, id);
}

int main() {
  pok_mutex_id_t third = 77;
  printf("first: %d,", pok_mutex_create(&first, POK_QUEUEING_DISCIPLINE_FIFO, POK_LOCKING_DISCIPLINE_DEFAULT));
  printf(" number %d\n", first);
  printf("counter: %d,", pok_sem_create(&counter, 1, 2, POK_QUEUEING_DISCIPLINE_DEFAULT));
  printf(" number %d\n", counter);
  printf("second: %d,", pok_mutex_create(&second, POK_QUEUEING_DISCIPLINE_PRIORITY, POK_LOCKOBJ_POLICY_PCP));
  printf(" number %d\n", second);
  printf("one too many: %d, number %d\n", pok_mutex_create(&third, 0, 0), third);
  printf("unlocked before it is locked: %d\n", pok_mutex_unlock(first));
  printf("a semaphore as a mutex: %d\n", pok_mutex_lock(counter));
  printf("the other partition's: %d\n", pok_mutex_lock(3));
  start("holder", 40, holder);
  start("thief", 50, thief);
  start("patient", 45, patient);
  start("urgent", 60, urgent);
  start("one too many", 41, holder);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  printf("main goes on\n");
  return 1;
}
