#include "users.h"

#include <core/mutex.h>
#include <core/semaphore.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <types.h>

extern pok_mutex_id_t first, second;
extern pok_sem_id_t counter;

// Sleeps while it holds a lock, which another opens; then both hold it.
void *holder(void) {
  uint32_t unused;
  pok_thread_attr_t attributes;
  pok_thread_attr_init(&attributes);
  printf("holder: created in NORMAL: %d\n", pok_thread_create(&unused, &attributes));
  printf("holder: locks %d\n", pok_mutex_lock(first));
  pok_thread_sleep(9000);
  printf("holder: unlocks %d\n", pok_mutex_unlock(first));
  printf("holder: and again %d\n", pok_mutex_unlock(first));
  pok_thread_wait_infinite();
  return NULL;
}

// Opens what it does not hold.
void *thief(void) {
  pok_thread_sleep(2000);
  printf("thief: tries %d\n", pok_mutex_trylock(first, 1000));
  printf("thief: unlocks %d\n", pok_mutex_unlock(first));
  printf("thief: locks %d\n", pok_mutex_trylock(first, 1000));
  pok_mutex_lock(second);
  pok_thread_sleep(10000);
  printf("thief: lets the more urgent in\n");
  pok_mutex_unlock(second);
  printf("thief: done\n");
  pok_thread_wait_infinite();
  return NULL;
}

// Waits for the second lock, first of all, and gets it last.
void *patient(void) {
  pok_thread_sleep(6000);
  printf("patient: waits\n");
  printf("patient: locks %d\n", pok_mutex_lock(second));
  pok_mutex_unlock(second);
  for (int i = 1; i <= 4; i++) printf("patient: takes %d: %d\n", i, pok_sem_wait(counter, 1500));
  for (int i = 1; i <= 3; i++) printf("patient: gives %d: %d\n", i, pok_sem_signal(counter));
  for (int i = 1; i <= 3; i++) printf("patient: takes %d: %d\n", i, pok_sem_wait(counter, 1500));
  pok_thread_wait_infinite();
  return NULL;
}

void *urgent(void) {
  pok_thread_sleep(7000);
  printf("urgent: waits\n");
  printf("urgent: locks %d\n", pok_mutex_lock(second));
  pok_mutex_unlock(second);
  pok_thread_wait_infinite();
  return NULL;
}
