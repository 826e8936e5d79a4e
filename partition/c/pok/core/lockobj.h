// Mutexes, semaphores and events: one thing with a value, who waits for it, and who waits for an event.
#pragma once

#include "queue.h"

struct pok_lock_object {
  pok_lockobj_kind_t kind;
  pok_queueing_discipline_t discipline;
  uint16_t value;
  uint16_t maximum;
  struct pok_queue waiting;
  // Who waits for the event itself.
  struct pok_queue waiting_for_event;
};

// Makes one, before NORMAL; its identifier counts through the module. POK_ERRNO_LOCKOBJ_UNAVAILABLE: there are no more.
pok_ret_t pok_make_lock_object(const pok_lockobj_attr_t *attributes, uint32_t *id);
// The object, if it is the partition's and of that kind, else NULL.
struct pok_lock_object *pok_lock_object_of(uint32_t id, pok_lockobj_kind_t kind);

// Takes one from the value, or waits. Main does not wait: it goes on as if it had taken one.
pok_ret_t pok_take(struct pok_lock_object *object, uint64_t timeout_ns);
// Gives one to the first that waits, or to the value.
void pok_give(struct pok_lock_object *object);
