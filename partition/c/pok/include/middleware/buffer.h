// A queue of messages between threads of the partition.
#ifdef POK_NEEDS_MIDDLEWARE
#ifdef POK_NEEDS_BUFFERS
#ifndef BULKHEAD_POK_BUFFER_H
#define BULKHEAD_POK_BUFFER_H

#include <core/lockobj.h>
#include <errno.h>
#include <types.h>

#define POK_BUFFER_DISCIPLINE_FIFO 1
#define POK_BUFFER_DISCIPLINE_PRIORITY 2

typedef struct {
  pok_range_t nb_messages;
  pok_range_t max_messages;
  pok_size_t message_size;
  pok_range_t waiting_processes;
} pok_buffer_status_t;

// `size` bytes for messages of `message_size` bytes.
pok_ret_t pok_buffer_create(char *name, const pok_port_size_t size, const pok_port_size_t message_size,
                            const pok_queueing_discipline_t discipline, pok_buffer_id_t *id);
// Waits `timeout` microseconds at most; 0: for ever. `length` is the buffer's message size.
pok_ret_t pok_buffer_receive(const pok_buffer_id_t id, const uint64_t timeout, void *data, pok_port_size_t *length);
// Waits `timeout` microseconds at most; 0: not at all, POK_ERRNO_FULL.
pok_ret_t pok_buffer_send(const pok_buffer_id_t id, const void *data, const pok_port_size_t length,
                          const uint64_t timeout);
pok_ret_t pok_buffer_status(const pok_buffer_id_t id, pok_buffer_status_t *status);
pok_ret_t pok_buffer_id(char *name, pok_buffer_id_t *id);

#endif
#endif
#endif
