// A lock is handed over: who unlocks gives it to the first that waits, and whoever comes meanwhile waits behind.
#include "lockobj.h"

// As many as POK has identifiers for.
enum { MAX_LOCK_OBJECTS = 256 };

static struct pok_lock_object objects[MAX_LOCK_OBJECTS];
static uint32_t made;

pok_ret_t pok_make_lock_object(const pok_lockobj_attr_t *attributes, uint32_t *id) {
  if (pok_is_normal()) return POK_ERRNO_MODE;
  if (made >= pok_deployment.lock_objects || made >= MAX_LOCK_OBJECTS) return POK_ERRNO_LOCKOBJ_UNAVAILABLE;
  pok_ret_t prepared = pok_prepare_threads();
  if (prepared != POK_ERRNO_OK) return prepared;
  *id = pok_deployment.first_lock_object + made;
  if (attributes->locking_policy > POK_LOCKOBJ_POLICY_PCP) return POK_ERRNO_LOCKOBJ_POLICY;
  struct pok_lock_object *object = &objects[made++];
  bool is_semaphore = attributes->kind == POK_LOCKOBJ_KIND_SEMAPHORE;
  object->kind = attributes->kind;
  object->discipline =
      attributes->kind == POK_LOCKOBJ_KIND_EVENT ? POK_QUEUEING_DISCIPLINE_PRIORITY : attributes->queueing_policy;
  object->value = is_semaphore ? attributes->initial_value : 1;
  object->maximum = is_semaphore ? attributes->max_value : 1;
  return POK_ERRNO_OK;
}

struct pok_lock_object *pok_lock_object_of(uint32_t id, pok_lockobj_kind_t kind) {
  uint32_t number = id - pok_deployment.first_lock_object;
  return number < made && objects[number].kind == kind ? &objects[number] : NULL;
}

pok_ret_t pok_take(struct pok_lock_object *object, uint64_t timeout_ns) {
  bool entered = pok_enter();
  struct pok_thread *thread = NULL;
  bool is_free = object->value > 0;
  if (is_free) {
    object->value--;
  } else {
    thread = pok_running_thread();
    if (thread) pok_enqueue(&object->waiting, thread, object->discipline);
  }
  pok_leave(entered);
  if (is_free) return POK_ERRNO_OK;
  if (thread) return pok_park(thread, timeout_ns);
  return pok_is_error_handler() ? POK_ERRNO_UNAVAILABLE : POK_ERRNO_OK;
}

void pok_give(struct pok_lock_object *object) {
  bool entered = pok_enter();
  if (object->value > 0) {
    if (object->value < object->maximum) object->value++;
  } else if (!pok_wake_first(&object->waiting)) {
    object->value = 1;
  }
  pok_leave(entered);
}
