// A message that all threads of the partition may read. As in POK nobody waits for one: an empty blackboard is all zero.
#ifdef POK_NEEDS_MIDDLEWARE
#ifdef POK_NEEDS_BLACKBOARDS
#ifndef BULKHEAD_POK_BLACKBOARD_H
#define BULKHEAD_POK_BLACKBOARD_H

#include <errno.h>
#include <types.h>

typedef struct {
  pok_port_size_t msg_size;
  pok_bool_t empty;
  pok_range_t waiting_processes;
} pok_blackboard_status_t;

pok_ret_t pok_blackboard_create(char *name, const pok_size_t size, pok_blackboard_id_t *id);
// `length` is the blackboard's size.
pok_ret_t pok_blackboard_read(const pok_blackboard_id_t id, const uint64_t timeout, void *data,
                              pok_port_size_t *length);
pok_ret_t pok_blackboard_display(const pok_blackboard_id_t id, const void *message, const pok_port_size_t length);
// Says that it is empty; a read still gives the last message.
pok_ret_t pok_blackboard_clear(const pok_blackboard_id_t id);
pok_ret_t pok_blackboard_id(char *name, pok_blackboard_id_t *id);
pok_ret_t pok_blackboard_status(const pok_blackboard_id_t id, pok_blackboard_status_t *status);

#endif
#endif
#endif
