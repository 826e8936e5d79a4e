// Blackboards as POK has them, which nobody waits at: memory of the partition's, read and written as a whole.
#include "../layer.h"

#include <libc/stdlib.h>
#include <middleware/blackboard.h>

enum { MAX_BLACKBOARDS = 256 };

struct blackboard {
  char name[32];
  uint32_t size;
  char *message;
  bool is_empty;
};

static struct blackboard blackboards[MAX_BLACKBOARDS];
static uint32_t made;

static struct blackboard *named(const char *name) {
  struct bulkhead_name wanted;
  pok_name(&wanted, name, sizeof wanted.text);
  for (uint32_t i = 0; i < made; i++) {
    if (__builtin_memcmp(blackboards[i].name, wanted.text, sizeof wanted.text) == 0) return &blackboards[i];
  }
  return NULL;
}

pok_ret_t pok_blackboard_create(char *name, const pok_size_t size, pok_blackboard_id_t *id) {
  if (named(name)) return POK_ERRNO_READY;
  char *message = made < MAX_BLACKBOARDS ? calloc(1, size) : NULL;
  if (!message) return POK_ERRNO_EINVAL;
  *id = (pok_blackboard_id_t)made;
  struct blackboard *blackboard = &blackboards[made++];
  struct bulkhead_name kept;
  __builtin_memcpy(blackboard->name, pok_name(&kept, name, sizeof kept.text), sizeof blackboard->name);
  blackboard->size = size;
  blackboard->message = message;
  blackboard->is_empty = true;
  return POK_ERRNO_OK;
}

pok_ret_t pok_blackboard_read(const pok_blackboard_id_t id, const uint64_t timeout, void *data,
                              pok_port_size_t *length) {
  (void)timeout;
  if (id >= made || !data) return POK_ERRNO_EINVAL;
  bool entered = pok_enter();
  __builtin_memcpy(data, blackboards[id].message, blackboards[id].size);
  pok_leave(entered);
  *length = blackboards[id].size;
  return POK_ERRNO_OK;
}

pok_ret_t pok_blackboard_display(const pok_blackboard_id_t id, const void *message, const pok_port_size_t length) {
  if (id >= made || !message) return POK_ERRNO_EINVAL;
  if (length > blackboards[id].size) return POK_ERRNO_SIZE;
  bool entered = pok_enter();
  __builtin_memcpy(blackboards[id].message, message, length);
  blackboards[id].is_empty = false;
  pok_leave(entered);
  return POK_ERRNO_OK;
}

pok_ret_t pok_blackboard_clear(const pok_blackboard_id_t id) {
  if (id >= made) return POK_ERRNO_EINVAL;
  blackboards[id].is_empty = true;
  return POK_ERRNO_OK;
}

pok_ret_t pok_blackboard_id(char *name, pok_blackboard_id_t *id) {
  struct blackboard *blackboard = named(name);
  if (!blackboard) return POK_ERRNO_EINVAL;
  *id = (pok_blackboard_id_t)(blackboard - blackboards);
  return POK_ERRNO_OK;
}

pok_ret_t pok_blackboard_status(const pok_blackboard_id_t id, pok_blackboard_status_t *status) {
  if (id >= made) return POK_ERRNO_EINVAL;
  *status = (pok_blackboard_status_t){.msg_size = blackboards[id].size, .empty = blackboards[id].is_empty};
  return POK_ERRNO_OK;
}
