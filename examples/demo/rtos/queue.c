// A queue is a ring of words and two semaphores that count its free and its used places.
#include "queue.h"

#include <bulkhead/bulkhead.h>

void queue_init(struct queue *queue) {
  *queue = (struct queue){.free = {.count = QUEUE_LENGTH}};
}

void queue_send(struct queue *queue, uint32_t word) {
  semaphore_wait(&queue->free);
  uint32_t before = bulkhead_mask();
  queue->words[queue->sent++ % QUEUE_LENGTH] = word;
  bulkhead_restore(before);
  semaphore_signal(&queue->used);
}

uint32_t queue_receive(struct queue *queue) {
  semaphore_wait(&queue->used);
  uint32_t before = bulkhead_mask();
  uint32_t word = queue->words[queue->received++ % QUEUE_LENGTH];
  bulkhead_restore(before);
  semaphore_signal(&queue->free);
  return word;
}
