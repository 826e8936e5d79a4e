#include <core/partition.h>
#include <core/thread.h>
#include <libc/stdio.h>
#include <middleware/blackboard.h>
#include <middleware/buffer.h>
#include <middleware/port.h>
#include <types.h>

static pok_port_id_t level, orders;
static pok_blackboard_id_t board;
static pok_buffer_id_t buffer;

static void show_level(void) {
  char text[8];
  bool_t valid;
  pok_port_size_t length;
  pok_ret_t read = pok_port_sampling_read(level, text, &length, &valid);
  printf("level: %d, %s, %d bytes, valid %d\n", read, text, length, valid);
}

static void *reader(void) {
  char text[12] = "nothing yet";
  pok_port_size_t length;
  pok_port_queueing_status_t status;
  show_level();
  pok_port_queueing_status(orders, &status);
  printf("orders: %d wait\n", status.nb_messages);
  for (int i = 1; i <= 4; i++) {
    pok_ret_t received = pok_port_queueing_receive(orders, 25000000, sizeof text, text, &length);
    printf("order %d: %d, %s, %d bytes\n", i, received, text, length);
  }
  printf("no more: %d", pok_port_queueing_receive(orders, 0, sizeof text, text, &length));
  printf(", in time: %d\n", pok_port_queueing_receive(orders, 1000000, sizeof text, text, &length));
  pok_thread_sleep(20000);
  show_level();
  pok_blackboard_read(board, 0, text, &length);
  printf("board: \"%s\", %d bytes; display %d, too long %d\n", text, length, pok_blackboard_display(board, "news", 5),
         pok_blackboard_display(board, "much too long", 14));
  pok_blackboard_read(board, 0, text, &length);
  printf("board: \"%s\", %d bytes\n", text, length);
  printf("buffer: %d", pok_buffer_receive(buffer, 1000, text, &length));
  for (int i = 0; i < 3; i++) printf(" %d", pok_buffer_send(buffer, "four", 4, 0));
  printf("\n");
  pok_buffer_receive(buffer, 0, text, &length);
  text[4] = 0;
  printf("buffer: %s, %d bytes\n", text, length);
  pok_thread_wait_infinite();
  return NULL;
}

int main() {
  uint32_t id;
  pok_thread_attr_t attributes;
  printf("level: %d, ", pok_port_sampling_create("LEVEL_IN", 8, POK_PORT_DIRECTION_IN, 15, &level));
  printf("orders: %d, ", pok_port_queueing_create("ORDERS_IN", 36, POK_PORT_DIRECTION_IN, 0, &orders));
  printf("board: %d, ", pok_blackboard_create("board", 8, &board));
  printf("again: %d, ", pok_blackboard_create("board", 8, &board));
  printf("buffer: %d\n", pok_buffer_create("buffer", 8, 4, POK_QUEUEING_DISCIPLINE_FIFO, &buffer));
  attributes.entry = reader;
  pok_thread_create(&id, &attributes);
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
