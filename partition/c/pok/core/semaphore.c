// Counting semaphores.
#include <core/semaphore.h>

#include "lockobj.h"

pok_ret_t pok_sem_create(pok_sem_id_t *id, const pok_sem_value_t current_value, const pok_sem_value_t max_value,
                         const pok_queueing_discipline_t discipline) {
  pok_lockobj_attr_t attributes = {
      .kind = POK_LOCKOBJ_KIND_SEMAPHORE,
      .queueing_policy = discipline,
      .initial_value = current_value,
      .max_value = max_value,
  };
  uint32_t made = *id;
  pok_ret_t status = pok_make_lock_object(&attributes, &made);
  *id = (pok_sem_id_t)made;
  return status;
}

pok_ret_t pok_sem_wait(pok_sem_id_t id, uint64_t timeout_us) {
  struct pok_lock_object *semaphore = pok_lock_object_of(id, POK_LOCKOBJ_KIND_SEMAPHORE);
  return semaphore ? pok_take(semaphore, pok_timeout_ns(timeout_us)) : POK_ERRNO_EINVAL;
}

pok_ret_t pok_sem_signal(pok_sem_id_t id) {
  struct pok_lock_object *semaphore = pok_lock_object_of(id, POK_LOCKOBJ_KIND_SEMAPHORE);
  if (!semaphore) return POK_ERRNO_EINVAL;
  pok_give(semaphore);
  return POK_ERRNO_OK;
}

pok_ret_t pok_sem_status(pok_sem_id_t id, pok_sem_status_t *status) {
  (void)id;
  (void)status;
  return POK_ERRNO_UNAVAILABLE;
}
