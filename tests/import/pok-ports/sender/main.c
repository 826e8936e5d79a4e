#include <core/partition.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <middleware/port.h>
#include <types.h>

static pok_port_id_t level, orders;

static void *work(void) {
  bool_t valid;
  pok_port_size_t length;
  printf("the wrong way: %d %d\n", pok_port_sampling_read(level, &length, &length, &valid),
         pok_port_queueing_receive(orders, 0, 1, &valid, &length));
  printf("too long: %d %d, nothing: %d\n", pok_port_sampling_write(level, "123456789", 9),
         pok_port_queueing_send(orders, "1234567890123", 13, 0), pok_port_queueing_send(orders, "", 0, 0));
  pok_port_sampling_write(level, "17", 3);
  for (int i = 1; i <= 4; i++) printf("order %d: %d\n", i, pok_port_queueing_send(orders, "go left!", 9, 0));
  printf("order 5 in time: %d\n", pok_port_queueing_send(orders, "go right!", 10, 100000000));
  pok_thread_wait_infinite();
  return NULL;
}

int main() {
  uint32_t id;
  pok_port_id_t again, unknown;
  pok_thread_attr_t attributes;
  printf("level: %d", pok_port_sampling_create("LEVEL_OUT", 8, POK_PORT_DIRECTION_OUT, 0, &level));
  printf(", again: %d", pok_port_sampling_create("LEVEL_OUT", 8, POK_PORT_DIRECTION_OUT, 0, &again));
  printf(", the same: %d\n", level == again);
  printf("orders: %d", pok_port_queueing_create("ORDERS_OUT", 36, POK_PORT_DIRECTION_OUT,
                                                POK_QUEUEING_DISCIPLINE_FIFO, &orders));
  printf(", by priority: %d", pok_port_queueing_create("ORDERS_OUT", 36, POK_PORT_DIRECTION_OUT,
                                                       POK_QUEUEING_DISCIPLINE_PRIORITY, &again));
  printf(", unknown: %d\n", pok_port_queueing_create("NOWHERE", 4, POK_PORT_DIRECTION_OUT, 0, &again));
  printf("by name: %d %d, %d\n", pok_port_sampling_id("LEVEL_OUT", &again), again == level,
         pok_port_queueing_id("LEVEL_OUT", &unknown));
  attributes.entry = work;
  pok_thread_create(&id, &attributes);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
