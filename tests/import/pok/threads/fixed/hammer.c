#include "hammer.h"

#include <core/mutex.h>
#include <core/thread.h>
#include <types.h>

static pok_mutex_id_t lock;
static volatile int total;
static volatile int inside;

void hammer_create(void) { pok_mutex_create(&lock, POK_QUEUEING_DISCIPLINE_FIFO, POK_LOCKING_DISCIPLINE_DEFAULT); }

void hammer(unsigned rest_us) {
  for (int i = 0; i < 200; i++) {
    pok_mutex_lock(lock);
    if (inside++ != 0) total = -1000000;
    int seen = total;
    if (i % 8 == 0) pok_thread_sleep(7);
    total = seen + 1;
    inside--;
    pok_mutex_unlock(lock);
    if (i % 5 == 0) pok_thread_sleep(rest_us);
  }
}

int hammer_total(void) { return total; }
