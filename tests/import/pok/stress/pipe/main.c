#include <core/event.h>
#include <core/partition.h>
#include <core/semaphore.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <types.h>

#define PLACES 3
#define EACH 150
#define SIGNALS 600

static pok_event_id_t changed;
static pok_sem_id_t tokens, done;
static int ring[PLACES], first, count;
static int sent[2], received[2];
static volatile int taken, missed;

// A different time at each call, of some microseconds.
static unsigned jitter(unsigned *state) {
  *state = *state * 1664525 + 1013904223;
  return *state >> 27;
}

static void finish(void) {
  pok_sem_signal(done);
  pok_thread_wait_infinite();
}

static void produce(int number, unsigned state) {
  for (int i = 1; i <= EACH; i++) {
    pok_event_lock(changed);
    while (count == PLACES) pok_event_wait(changed, 0);
    ring[(first + count++) % PLACES] = i * (number + 1);
    sent[number] += i * (number + 1);
    pok_event_broadcast(changed);
    pok_event_unlock(changed);
    pok_thread_sleep(jitter(&state));
  }
  finish();
}

static void consume(int number, unsigned state) {
  for (int i = 1; i <= EACH; i++) {
    pok_event_lock(changed);
    // Some give up waiting, and look again.
    while (count == 0) pok_event_wait(changed, jitter(&state));
    received[number] += ring[first];
    first = (first + 1) % PLACES;
    count--;
    pok_event_broadcast(changed);
    pok_event_unlock(changed);
    pok_thread_sleep(jitter(&state));
  }
  finish();
}

static void *producer0(void) { produce(0, 1); return NULL; }
static void *producer1(void) { produce(1, 2); return NULL; }
static void *consumer0(void) { consume(0, 3); return NULL; }
static void *consumer1(void) { consume(1, 4); return NULL; }

// Waits as long as it takes for the signal to come, more or less.
static void *taker(void) {
  unsigned state = 5;
  for (;;) {
    pok_ret_t waited = pok_sem_wait(tokens, 20 + jitter(&state));
    if (waited == POK_ERRNO_OK) taken++;
    else if (waited == POK_ERRNO_TIMEOUT) missed++;
    else printf("taker: %d\n", waited);
  }
  return NULL;
}

static void *giver(void) {
  unsigned state = 6;
  for (int i = 0; i < SIGNALS; i++) {
    pok_sem_signal(tokens);
    pok_thread_sleep(20 + jitter(&state));
  }
  finish();
  return NULL;
}

static void *judge(void) {
  for (int i = 0; i < 5; i++) pok_sem_wait(done, 0);
  pok_thread_sleep(1000);
  printf("sent %d, received %d, left %d\n", sent[0] + sent[1], received[0] + received[1], count);
  printf("given %d, taken %d, missed some: %s\n", SIGNALS, taken, missed > 50 ? "yes" : "no");
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
  pok_event_create(&changed);
  pok_sem_create(&tokens, 0, 1000, POK_QUEUEING_DISCIPLINE_FIFO);
  pok_sem_create(&done, 0, 10, POK_QUEUEING_DISCIPLINE_FIFO);
  start(10, producer0);
  start(30, producer1);
  start(20, consumer0);
  start(40, consumer1);
  start(50, taker);
  start(15, taker);
  start(35, giver);
  start(5, judge);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
