// Ports to other partitions. They are in the system file, by their names.
#include <core/dependencies.h>

#ifndef BULKHEAD_POK_PORT_H
#define BULKHEAD_POK_PORT_H

#include <core/lockobj.h>
#include <core/syscall.h>
#include <errno.h>
#include <types.h>

typedef enum {
  POK_PORT_DIRECTION_IN = 1,
  POK_PORT_DIRECTION_OUT = 2,
} pok_port_directions_t;

typedef enum {
  POK_PORT_KIND_QUEUEING = 1,
  POK_PORT_KIND_SAMPLING = 2,
  POK_PORT_KIND_VIRTUAL = 2,
  POK_PORT_KIND_INVALID = 10,
} pok_port_kinds_t;

typedef pok_queueing_discipline_t pok_port_queueing_discipline_t;

#ifdef POK_NEEDS_PORTS_QUEUEING
typedef struct {
  pok_port_size_t size;
  pok_port_direction_t direction;
  uint8_t nb_messages;
  uint8_t waiting_processes;
} pok_port_queueing_status_t;

// FIFO is the one discipline. `size` is of all messages.
pok_ret_t pok_port_queueing_create(char *name, const pok_port_size_t size, const pok_port_direction_t direction,
                                   const pok_port_queueing_discipline_t discipline, pok_port_id_t *id);
// Waits `timeout` nanoseconds at most, of which the lower 32 bits count. 0: not at all, POK_ERRNO_EMPTY.
pok_ret_t pok_port_queueing_receive(const pok_port_id_t id, const uint64_t timeout, const pok_port_size_t maxlen,
                                    void *data, pok_port_size_t *length);
// The same; POK_ERRNO_FULL.
pok_ret_t pok_port_queueing_send(const pok_port_id_t id, const void *data, const pok_port_size_t length,
                                 const uint64_t timeout);
pok_ret_t bulkhead_pok_queueing_id(const char *name, void *id);
pok_ret_t bulkhead_pok_queueing_status(uint32_t id, void *status);
#define pok_port_queueing_id(name, id) bulkhead_pok_queueing_id((const char *)(name), (void *)(id))
#define pok_port_queueing_status(id, status) bulkhead_pok_queueing_status((uint32_t)(id), (void *)(status))
#endif

#ifdef POK_NEEDS_PORTS_SAMPLING
typedef struct {
  pok_port_size_t size;
  pok_port_direction_t direction;
  uint64_t refresh;
  bool_t validity;
} pok_port_sampling_status_t;

pok_ret_t pok_port_sampling_create(char *name, const pok_port_size_t size, const pok_port_direction_t direction,
                                   const uint64_t refresh, pok_port_id_t *id);
pok_ret_t pok_port_sampling_write(const pok_port_id_t id, const void *data, const pok_port_size_t length);
// `length` is the port's size whatever was written: the rest is zero.
pok_ret_t pok_port_sampling_read(const pok_port_id_t id, void *message, pok_port_size_t *length, bool_t *valid);
pok_ret_t bulkhead_pok_sampling_id(const char *name, void *id);
pok_ret_t bulkhead_pok_sampling_status(uint32_t id, void *status);
#define pok_port_sampling_id(name, id) bulkhead_pok_sampling_id((const char *)(name), (void *)(id))
#define pok_port_sampling_status(id, status) bulkhead_pok_sampling_status((uint32_t)(id), (void *)(status))
#endif

#endif
