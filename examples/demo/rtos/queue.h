// A queue of words between tasks: the sender waits while it is full, the receiver while it is empty.
#pragma once

#include <stdint.h>

#include "semaphore.h"

enum { QUEUE_LENGTH = 8 };

struct queue {
  struct semaphore free;
  struct semaphore used;
  uint32_t words[QUEUE_LENGTH];
  uint32_t sent;
  uint32_t received;
};

void queue_init(struct queue *queue);
void queue_send(struct queue *queue, uint32_t word);
uint32_t queue_receive(struct queue *queue);
