#include <core/mutex.h>
#include <core/partition.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <types.h>

static pok_mutex_id_t mutex;

static void *user(void) {
  printf("the first partition's: %d, mine: %d\n", pok_mutex_lock(0), pok_mutex_lock(mutex));
  printf("set_mode of a thread: %d\n", pok_partition_set_mode(POK_PARTITION_MODE_NORMAL));
  for (;;) pok_thread_sleep(1000000);
  return NULL;
}

int main() {
  uint32_t id;
  uint8_t number;
  pok_thread_attr_t attributes;
  attributes.priority = 42;
  attributes.entry = user;
  pok_mutex_create(&mutex, 0, 0);
  pok_thread_create(&id, &attributes);
  pok_current_partition_get_id(&number);
  printf("partition %d, mutex %d, thread %d\n", number, mutex, id);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  pok_thread_wait_infinite();
  return 0;
}
