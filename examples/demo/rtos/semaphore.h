// Counting semaphores.
#pragma once

#include <stdint.h>

struct semaphore {
  uint32_t count;
  // Bit n: task n waits. The most urgent one gets it.
  uint32_t waiting;
};

void semaphore_wait(struct semaphore *semaphore);
void semaphore_signal(struct semaphore *semaphore);
