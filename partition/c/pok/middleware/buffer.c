// Buffers: the kernel's.
#include "../layer.h"

#include <middleware/buffer.h>

enum { MAX_BUFFERS = 256 };

struct buffer {
  uint32_t identifier;
  uint32_t message_bytes;
};

static struct buffer buffers[MAX_BUFFERS];
static uint32_t made;

pok_ret_t pok_buffer_create(char *name, const pok_port_size_t size, const pok_port_size_t message_size,
                            const pok_queueing_discipline_t discipline, pok_buffer_id_t *id) {
  if (made == MAX_BUFFERS || message_size == 0 || size < message_size) return POK_ERRNO_EINVAL;
  struct bulkhead_name kernel_name;
  pok_name(&kernel_name, name, sizeof kernel_name.text);
  uint32_t identifier;
  uint32_t status =
      bulkhead_buffer_create(&kernel_name, message_size, size / message_size, (uint32_t)discipline, &identifier);
  if (status == BULKHEAD_STATUS_NO_ACTION) return POK_ERRNO_READY;
  if (status == BULKHEAD_STATUS_WRONG_MODE) return POK_ERRNO_MODE;
  if (status != BULKHEAD_STATUS_OK) return POK_ERRNO_EINVAL;
  *id = (pok_buffer_id_t)made;
  buffers[made++] = (struct buffer){identifier, message_size};
  return POK_ERRNO_OK;
}

static pok_ret_t transfer_status(uint32_t status, pok_ret_t not_available) {
  if (status == BULKHEAD_STATUS_OK) return POK_ERRNO_OK;
  if (status == BULKHEAD_STATUS_TIMED_OUT) return POK_ERRNO_TIMEOUT;
  return status == BULKHEAD_STATUS_NOT_AVAILABLE || status == BULKHEAD_STATUS_WRONG_MODE ? not_available
                                                                                         : POK_ERRNO_EINVAL;
}

pok_ret_t pok_buffer_receive(const pok_buffer_id_t id, const uint64_t timeout, void *data, pok_port_size_t *length) {
  if (id >= made || !data) return POK_ERRNO_EINVAL;
  uint32_t status = bulkhead_buffer_receive(buffers[id].identifier, data, pok_timeout_ns(timeout), NULL);
  if (status == BULKHEAD_STATUS_OK) *length = buffers[id].message_bytes;
  return transfer_status(status, POK_ERRNO_EMPTY);
}

pok_ret_t pok_buffer_send(const pok_buffer_id_t id, const void *data, const pok_port_size_t length,
                          const uint64_t timeout) {
  if (id >= made || !data || length == 0) return POK_ERRNO_EINVAL;
  uint64_t timeout_ns = timeout == 0 ? 0 : pok_timeout_ns(timeout);
  return transfer_status(bulkhead_buffer_send(buffers[id].identifier, data, length, timeout_ns), POK_ERRNO_FULL);
}

pok_ret_t pok_buffer_status(const pok_buffer_id_t id, pok_buffer_status_t *status) {
  struct bulkhead_buffer_status now;
  if (id >= made || bulkhead_buffer_status(buffers[id].identifier, &now) != BULKHEAD_STATUS_OK) return POK_ERRNO_EINVAL;
  *status = (pok_buffer_status_t){
      .nb_messages = (pok_range_t)now.messages,
      .max_messages = (pok_range_t)now.max_messages,
      .message_size = now.max_message_size,
      .waiting_processes = (pok_range_t)now.waiting,
  };
  return POK_ERRNO_OK;
}

pok_ret_t pok_buffer_id(char *name, pok_buffer_id_t *id) {
  struct bulkhead_name kernel_name;
  uint32_t identifier;
  if (bulkhead_buffer_id(pok_name(&kernel_name, name, sizeof kernel_name.text), &identifier) != BULKHEAD_STATUS_OK)
    return POK_ERRNO_EINVAL;
  for (uint32_t i = 0; i < made; i++) {
    if (buffers[i].identifier != identifier) continue;
    *id = (pok_buffer_id_t)i;
    return POK_ERRNO_OK;
  }
  return POK_ERRNO_EINVAL;
}
