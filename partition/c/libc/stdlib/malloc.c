// malloc and its relatives: the heap's blocks, one caller at a time.
#include <bulkhead/calls.h>
#include <bulkhead/info.h>
#include <bulkhead/interrupts.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../weak.h"
#include "heap.h"

// Keeps the partition's other code out: the handler of vCPU 0's interrupts, or the other processes. Where the kernel
// refuses the lock, none of them can run: there are none yet, or the error handler calls, or all locks are held
// already.
static uint32_t enter(void) {
#ifndef BULKHEAD_PLAIN_BOARD
  if (bulkhead_info()->vcpu_count != 0) return bulkhead_mask();
#endif
  return bulkhead_preemption_lock(NULL);
}

static void leave(uint32_t entered) {
#ifndef BULKHEAD_PLAIN_BOARD
  if (bulkhead_info()->vcpu_count != 0) {
    bulkhead_restore(entered);
    return;
  }
#endif
  if (entered == BULKHEAD_STATUS_OK) bulkhead_preemption_unlock(NULL);
}

WEAK void *malloc(size_t size) {
  uint32_t entered = enter();
  void *memory = bulkhead_heap_take(size);
  leave(entered);
  if (memory == NULL) errno = ENOMEM;
  return memory;
}

WEAK void free(void *memory) {
  if (memory == NULL) return;
  uint32_t entered = enter();
  bulkhead_heap_give(memory);
  leave(entered);
}

WEAK void *calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) bytes = (size_t)-1;
  void *memory = malloc(bytes);
  return memory != NULL ? memset(memory, 0, bytes) : NULL;
}

WEAK void *realloc(void *memory, size_t size) {
  if (memory == NULL) return malloc(size);
  uint32_t entered = enter();
  int resized = bulkhead_heap_resize(memory, size);
  leave(entered);
  if (resized) return memory;
  void *larger = malloc(size);
  if (larger == NULL) return NULL;
  memcpy(larger, memory, bulkhead_heap_room(memory));
  free(memory);
  return larger;
}
