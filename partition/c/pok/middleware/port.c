// Ports to other partitions: the kernel's, under POK's numbers, which count a partition's ports of both kinds.
#include "../layer.h"

#include <libc/stdlib.h>
#include <libc/string.h>
#include <middleware/port.h>

// As many as POK has numbers for.
enum { MAX_PORTS = 256 };

struct port {
  char name[32];
  uint8_t kind;
  uint8_t direction;
  // The kernel's.
  uint32_t identifier;
  // As the program gave it.
  uint32_t size;
  uint64_t refresh;
  // The longest message, and room for one.
  uint32_t message_bytes;
  char *message;
};

static struct port ports[MAX_PORTS];
static uint32_t made;

static struct port *port_named(const char *name, uint8_t kind) {
  struct bulkhead_name wanted;
  pok_name(&wanted, name, sizeof wanted.text);
  for (uint32_t i = 0; i < made; i++) {
    if (ports[i].kind == kind && __builtin_memcmp(ports[i].name, wanted.text, sizeof wanted.text) == 0) return &ports[i];
  }
  return NULL;
}

static struct port *port_of(uint32_t id, uint8_t kind) {
  return id < made && ports[id].kind == kind ? &ports[id] : NULL;
}

static uint8_t number_of(const struct port *port) { return (uint8_t)(port - ports); }

static bool is_direction(uint32_t direction) {
  return direction == POK_PORT_DIRECTION_IN || direction == POK_PORT_DIRECTION_OUT;
}

static uint32_t kernel_direction(uint32_t direction) {
  return direction == POK_PORT_DIRECTION_IN ? BULKHEAD_DIRECTION_DESTINATION : BULKHEAD_DIRECTION_SOURCE;
}

// A new port; NULL: there is no room.
static struct port *add(const struct bulkhead_name *name, uint8_t kind, uint32_t identifier, uint32_t size,
                        uint32_t message_bytes, uint8_t direction) {
  char *message = made < MAX_PORTS ? malloc(message_bytes) : NULL;
  if (!message) return NULL;
  struct port *port = &ports[made++];
  __builtin_memcpy(port->name, name->text, sizeof port->name);
  port->kind = kind;
  port->identifier = identifier;
  port->size = size;
  port->message_bytes = message_bytes;
  port->message = message;
  port->direction = direction;
  return port;
}

static pok_ret_t creation_status(uint32_t status) {
  if (status == BULKHEAD_STATUS_OK) return POK_ERRNO_OK;
  if (status == BULKHEAD_STATUS_WRONG_MODE) return POK_ERRNO_MODE;
  return status == BULKHEAD_STATUS_NOT_CONFIGURED ? POK_ERRNO_NOTFOUND : POK_ERRNO_PORT;
}

// What the system file says of the port; what the program says where its `deployment.h` does not tell.
static struct pok_sampling_port configured_sampling(const char *name, uint32_t size, uint64_t refresh_ns) {
  for (uint32_t i = 0; i < pok_deployment.sampling_port_count; i++) {
    const struct pok_sampling_port *port = &pok_deployment.sampling_ports[i];
    if (strcmp(port->name, name) == 0) return *port;
  }
  return (struct pok_sampling_port){name, size, refresh_ns};
}

static struct pok_queueing_port configured_queueing(const char *name, uint32_t size) {
  for (uint32_t i = 0; i < pok_deployment.queueing_port_count; i++) {
    const struct pok_queueing_port *port = &pok_deployment.queueing_ports[i];
    if (strcmp(port->name, name) == 0) return *port;
  }
  return (struct pok_queueing_port){name, size, 1};
}

pok_ret_t pok_port_sampling_create(char *name, const pok_port_size_t size, const pok_port_direction_t direction,
                                   const uint64_t refresh, pok_port_id_t *id) {
  if (!is_direction(direction)) return POK_ERRNO_PORT;
  struct port *port = port_named(name, POK_PORT_KIND_SAMPLING);
  if (port) {
    *id = number_of(port);
    return POK_ERRNO_EXISTS;
  }
  struct pok_sampling_port configured = configured_sampling(name, size, refresh);
  if (size > configured.message_bytes) return POK_ERRNO_PORT;
  struct bulkhead_name kernel_name;
  pok_name(&kernel_name, name, sizeof kernel_name.text);
  uint32_t identifier;
  uint32_t status = bulkhead_sampling_create(&kernel_name, configured.message_bytes, kernel_direction(direction),
                                             configured.refresh_ns, &identifier);
  if (status != BULKHEAD_STATUS_OK) return creation_status(status);
  port = add(&kernel_name, POK_PORT_KIND_SAMPLING, identifier, size, configured.message_bytes, direction);
  if (!port) return POK_ERRNO_PORT;
  port->refresh = refresh;
  *id = number_of(port);
  return POK_ERRNO_OK;
}

pok_ret_t pok_port_sampling_write(const pok_port_id_t id, const void *data, const pok_port_size_t length) {
  struct port *port = port_of(id, POK_PORT_KIND_SAMPLING);
  if (!data || !port || length > port->size) return POK_ERRNO_EINVAL;
  if (port->direction != POK_PORT_DIRECTION_OUT) return POK_ERRNO_DIRECTION;
  return bulkhead_sampling_write(port->identifier, data, length) == BULKHEAD_STATUS_OK ? POK_ERRNO_OK
                                                                                      : POK_ERRNO_EINVAL;
}

// Through memory of the port's own, since a program's may be no longer than the size that it gave.
static uint32_t read_sampling(struct port *port, void *message, uint32_t *received) {
  bool entered = pok_enter();
  *received = 0;
  uint32_t status = bulkhead_sampling_read(port->identifier, port->message, received);
  if (status == BULKHEAD_STATUS_OK) {
    uint32_t length = *received & BULKHEAD_RECEIVED_LENGTH_MASK;
    if (length > port->size) length = port->size;
    __builtin_memcpy(message, port->message, length);
    __builtin_memset((char *)message + length, 0, port->size - length);
  }
  pok_leave(entered);
  return status;
}

pok_ret_t pok_port_sampling_read(const pok_port_id_t id, void *message, pok_port_size_t *length, bool_t *valid) {
  struct port *port = port_of(id, POK_PORT_KIND_SAMPLING);
  if (!message || !port) return POK_ERRNO_EINVAL;
  if (port->direction != POK_PORT_DIRECTION_IN) return POK_ERRNO_MODE;
  uint32_t received;
  uint32_t status = read_sampling(port, message, &received);
  *length = status == BULKHEAD_STATUS_OK ? port->size : 0;
  *valid = status == BULKHEAD_STATUS_OK && (received & BULKHEAD_RECEIVED_VALID);
  if (status == BULKHEAD_STATUS_NO_ACTION) return POK_ERRNO_EMPTY;
  return status == BULKHEAD_STATUS_OK ? POK_ERRNO_OK : POK_ERRNO_EINVAL;
}

pok_ret_t bulkhead_pok_sampling_id(const char *name, void *id) {
  struct port *port = port_named(name, POK_PORT_KIND_SAMPLING);
  if (!port) return POK_ERRNO_NOTFOUND;
  *(pok_port_id_t *)id = number_of(port);
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_sampling_status(uint32_t id, void *to) {
  struct port *port = port_of(id, POK_PORT_KIND_SAMPLING);
  struct bulkhead_sampling_status status;
  if (!port || bulkhead_sampling_status(port->identifier, &status) != BULKHEAD_STATUS_OK) return POK_ERRNO_EINVAL;
  *(pok_port_sampling_status_t *)to = (pok_port_sampling_status_t){
      .size = port->size,
      .direction = port->direction,
      .refresh = port->refresh,
      .validity = status.age_ns <= status.refresh_ns,
  };
  return POK_ERRNO_OK;
}

pok_ret_t pok_port_queueing_create(char *name, const pok_port_size_t size, const pok_port_direction_t direction,
                                   const pok_port_queueing_discipline_t discipline, pok_port_id_t *id) {
  if (discipline != POK_QUEUEING_DISCIPLINE_FIFO) return POK_ERRNO_DISCIPLINE;
  if (!is_direction(direction)) return POK_ERRNO_PORT;
  struct port *port = port_named(name, POK_PORT_KIND_QUEUEING);
  if (port) {
    *id = number_of(port);
    return POK_ERRNO_OK;
  }
  struct pok_queueing_port configured = configured_queueing(name, size);
  struct bulkhead_name kernel_name;
  pok_name(&kernel_name, name, sizeof kernel_name.text);
  uint32_t identifier;
  uint32_t status =
      bulkhead_queuing_create(&kernel_name, configured.message_bytes, configured.messages, kernel_direction(direction),
                              BULKHEAD_DISCIPLINE_FIFO, &identifier);
  if (status != BULKHEAD_STATUS_OK) return creation_status(status);
  port = add(&kernel_name, POK_PORT_KIND_QUEUEING, identifier, size, configured.message_bytes, direction);
  if (!port) return POK_ERRNO_PORT;
  *id = number_of(port);
  return POK_ERRNO_OK;
}

static pok_ret_t transfer_status(uint32_t status, pok_ret_t not_available) {
  if (status == BULKHEAD_STATUS_OK) return POK_ERRNO_OK;
  if (status == BULKHEAD_STATUS_TIMED_OUT) return POK_ERRNO_TIMEOUT;
  if (status == BULKHEAD_STATUS_NOT_CONFIGURED) return POK_ERRNO_SIZE;
  return status == BULKHEAD_STATUS_NOT_AVAILABLE || status == BULKHEAD_STATUS_WRONG_MODE ? not_available
                                                                                         : POK_ERRNO_EINVAL;
}

// POK hands on the lower half of a timeout.
static uint64_t timeout_of(uint64_t timeout) { return (uint32_t)timeout; }

pok_ret_t pok_port_queueing_send(const pok_port_id_t id, const void *data, const pok_port_size_t length,
                                 const uint64_t timeout) {
  if (length == 0) return POK_ERRNO_SIZE;
  if (!data) return POK_ERRNO_EINVAL;
  if (id >= made) return POK_ERRNO_PORT;
  struct port *port = port_of(id, POK_PORT_KIND_QUEUEING);
  if (!port) return POK_ERRNO_KIND;
  if (length > port->size) return POK_ERRNO_SIZE;
  if (port->direction != POK_PORT_DIRECTION_OUT) return POK_ERRNO_DIRECTION;
  return transfer_status(bulkhead_queuing_send(port->identifier, data, length, timeout_of(timeout)), POK_ERRNO_FULL);
}

pok_ret_t pok_port_queueing_receive(const pok_port_id_t id, const uint64_t timeout, const pok_port_size_t maxlen,
                                    void *data, pok_port_size_t *length) {
  *length = 0;
  if (maxlen == 0 || !data) return POK_ERRNO_EINVAL;
  if (id >= made) return POK_ERRNO_PORT;
  struct port *port = port_of(id, POK_PORT_KIND_QUEUEING);
  if (!port) return POK_ERRNO_KIND;
  if (port->direction != POK_PORT_DIRECTION_IN) return POK_ERRNO_DIRECTION;
  // A message that is longer than the program's memory is cut off.
  bool fits = maxlen >= port->message_bytes;
  char *message = fits ? data : malloc(port->message_bytes);
  if (!message) return POK_ERRNO_EINVAL;
  uint32_t received = 0;
  uint32_t status = bulkhead_queuing_receive(port->identifier, message, timeout_of(timeout), &received);
  uint32_t bytes = received & BULKHEAD_RECEIVED_LENGTH_MASK;
  if (bytes > maxlen) bytes = maxlen;
  if (status == BULKHEAD_STATUS_OK) *length = bytes;
  if (!fits) {
    __builtin_memcpy(data, message, bytes);
    free(message);
  }
  return transfer_status(status, POK_ERRNO_EMPTY);
}

pok_ret_t bulkhead_pok_queueing_id(const char *name, void *id) {
  struct port *port = port_named(name, POK_PORT_KIND_QUEUEING);
  if (!port) return POK_ERRNO_NOTFOUND;
  *(pok_port_id_t *)id = number_of(port);
  return POK_ERRNO_OK;
}

pok_ret_t bulkhead_pok_queueing_status(uint32_t id, void *to) {
  struct port *port = port_of(id, POK_PORT_KIND_QUEUEING);
  struct bulkhead_queuing_status status;
  if (!port || bulkhead_queuing_status(port->identifier, &status) != BULKHEAD_STATUS_OK) return POK_ERRNO_EINVAL;
  *(pok_port_queueing_status_t *)to = (pok_port_queueing_status_t){
      .size = port->size,
      .direction = port->direction,
      .nb_messages = (uint8_t)status.messages,
      .waiting_processes = (uint8_t)status.waiting,
  };
  return POK_ERRNO_OK;
}
