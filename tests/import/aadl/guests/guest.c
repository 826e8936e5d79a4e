// The guest: orders one thing in each of its windows, and tells what came of the last ones.
#include <bulkhead/bulkhead.h>

enum { DEPTH = 4 };

static uint32_t open(struct bulkhead_name name, uint32_t direction) {
  uint32_t port = 0;
  uint32_t status =
      bulkhead_queuing_create(&name, sizeof(int32_t), DEPTH, direction, BULKHEAD_DISCIPLINE_FIFO, &port);
  if (status != BULKHEAD_STATUS_OK) {
    printf("%s: %s\n", name.text, bulkhead_status_name(status));
    bulkhead_exit(1);
  }
  return port;
}

int main(void) {
  uint32_t orders = open((struct bulkhead_name){"order"}, BULKHEAD_DIRECTION_SOURCE);
  uint32_t answers = open((struct bulkhead_name){"answer"}, BULKHEAD_DIRECTION_DESTINATION);
  static const int32_t ordered[] = {4, 0, 5, 10};
  for (uint32_t i = 0;; i++) {
    int32_t answer;
    while (bulkhead_queuing_receive(answers, &answer, 0, NULL) == BULKHEAD_STATUS_OK) printf("answer %d\n", answer);
    if (i < sizeof ordered / sizeof ordered[0]) {
      uint32_t status = bulkhead_queuing_send(orders, &ordered[i], sizeof ordered[i], 0);
      printf("ordered %d: %s\n", ordered[i], bulkhead_status_name(status));
    }
    bulkhead_window_yield();
  }
}
