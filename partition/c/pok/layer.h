// What the files of POK's API share. They are compiled with POK's headers, of which nothing is left out, and our calls.
#pragma once

#define POK_NEEDS_MIDDLEWARE 1
#define POK_NEEDS_SHUTDOWN 1
#define POK_NEEDS_PORTS_SAMPLING 1
#define POK_NEEDS_LIBMATH 1
#define POK_NEEDS_ARINC653_BLACKBOARD 1
#define POK_NEEDS_ARINC653_BUFFER 1
#define POK_NEEDS_ARINC653_ERROR 1
#define POK_NEEDS_ARINC653_EVENT 1
#define POK_NEEDS_ARINC653_PARTITION 1
#define POK_NEEDS_ARINC653_PROCESS 1
#define POK_NEEDS_ARINC653_QUEUEING 1
#define POK_NEEDS_ARINC653_SAMPLING 1
#define POK_NEEDS_ARINC653_SEMAPHORE 1
#define POK_NEEDS_ARINC653_TIME 1

#include <stdbool.h>

#include <bulkhead/calls.h>
#include <bulkhead/clock.h>

#include <core/dependencies.h>
#include <core/lockobj.h>
#include <errno.h>
#include <types.h>

#include "program.h"

#define POK_FOREVER_NS UINT64_MAX

// Keeps the partition's other threads out until `pok_leave`, which is given the answer. Before NORMAL there is nobody else.
static inline bool pok_enter(void) { return bulkhead_preemption_lock(NULL) == BULKHEAD_STATUS_OK; }

static inline void pok_leave(bool entered) {
  if (entered) bulkhead_preemption_unlock(NULL);
}

// POK's timeouts are in microseconds, 0 is for ever; none is so long that the kernel refused it.
static inline uint64_t pok_timeout_ns(uint64_t us) {
  return us == 0 || us > UINT64_C(1000000000000000) ? POK_FOREVER_NS : us * 1000;
}

// The name as the kernel takes it: `limit` bytes at most, zeros behind a NUL.
static inline const struct bulkhead_name *pok_name(struct bulkhead_name *to, const char *name, uint32_t limit) {
  bool has_ended = false;
  for (uint32_t i = 0; i < sizeof to->text; i++) {
    has_ended = has_ended || i >= limit || name[i] == 0;
    to->text[i] = has_ended ? 0 : name[i];
  }
  return to;
}
