// The source of queuing channels.
#include "stage.h"

static QUEUING_PORT_ID_TYPE queue, ranked, lossy;
static RETURN_CODE_TYPE jobs_code;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static RETURN_CODE_TYPE send(QUEUING_PORT_ID_TYPE port, const char *message, SYSTEM_TIME_TYPE timeout) {
  return CODE(SEND_QUEUING_MESSAGE, port, text(message), (MESSAGE_SIZE_TYPE)strlen(message), timeout);
}

static QUEUING_PORT_STATUS_TYPE status(QUEUING_PORT_ID_TYPE port) {
  QUEUING_PORT_STATUS_TYPE status = {0};
  CODE(GET_QUEUING_PORT_STATUS, port, &status);
  return status;
}

static void send_c(void) { send(queue, "c", FOREVER), mark('c'); }
static void send_d(void) { send(queue, "d", FOREVER), mark('d'); }
static void send_low(void) { send(ranked, "low", FOREVER); }
static void send_high(void) { send(ranked, "high", FOREVER); }
static void send_a_while(void) { jobs_code = send(queue, "late", 1 * MS); }

static void create(void) {
  QUEUING_PORT_ID_TYPE id;
  EXPECT(GET_QUEUING_PORT_ID, INVALID_CONFIG, 0, "queue", &id);
  EXPECT(CREATE_QUEUING_PORT, INVALID_CONFIG, 1, "nothing", 8, 2, SOURCE, FIFO, &id);
  EXPECT(CREATE_QUEUING_PORT, INVALID_CONFIG, 2, "queue", 9, 2, SOURCE, FIFO, &id);
  EXPECT(CREATE_QUEUING_PORT, INVALID_CONFIG, 2, "queue", 8, 3, SOURCE, FIFO, &id);
  EXPECT(CREATE_QUEUING_PORT, INVALID_CONFIG, 2, "queue", 8, 2, DESTINATION, FIFO, &id);
  EXPECT(CREATE_QUEUING_PORT, INVALID_CONFIG, 3, "queue", 8, 2, SOURCE, 2, &id);
  RETURN_CODE_TYPE code = CODE(CREATE_QUEUING_PORT, "queue", 8, 2, SOURCE, FIFO, &queue);
  QUEUING_PORT_STATUS_TYPE is = status(queue);
  bool is_right = is.MAX_MESSAGE_SIZE == 8 && is.MAX_NB_MESSAGE == 2 && is.PORT_DIRECTION == SOURCE && is.NB_MESSAGE == 0;
  WORKS(CREATE_QUEUING_PORT, code, is_right);
  EXPECT(CREATE_QUEUING_PORT, NO_ACTION, 0, "queue", 8, 2, SOURCE, FIFO, &id);
  check(CODE(CREATE_QUEUING_PORT, "queue", 9, 2, SOURCE, FIFO, &id) == NO_ACTION, "a port that was created comes before attributes");
  CODE(CREATE_QUEUING_PORT, "ranked", 8, 1, SOURCE, PRIORITY, &ranked);
  CODE(CREATE_QUEUING_PORT, "lossy", 8, 1, SOURCE, FIFO, &lossy);
  code = CODE(GET_QUEUING_PORT_ID, "queue", &id);
  WORKS(GET_QUEUING_PORT_ID, code, id == queue);
}

static void before_normal(void) {
  RETURN_CODE_TYPE code = send(queue, "a", FOREVER);
  WORKS(SEND_QUEUING_MESSAGE, code, status(queue).NB_MESSAGE == 1);
  send(queue, "b", 0);
  EXPECT(SEND_QUEUING_MESSAGE, NOT_AVAILABLE, 0, queue, text("c"), 1, 0);
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_MODE, 2, queue, text("c"), 1, FOREVER);
}

static void parameters(void) {
  QUEUING_PORT_ID_TYPE id;
  EXPECT(CREATE_QUEUING_PORT, INVALID_MODE, 0, "queue", 8, 2, SOURCE, FIFO, &id);
  check(CODE(CREATE_QUEUING_PORT, "nothing", 8, 2, SOURCE, FIFO, &id) == INVALID_MODE, "NORMAL comes before an unknown port");
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_PARAM, 1, 99, text("a"), 1, 0);
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_PARAM, 2, queue, text("a"), 1, -2);
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_PARAM, 2, queue, text("a"), 1, TOO_LONG);
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_PARAM, 3, queue, text("a"), 0, 0);
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_PARAM, 3, queue, text("a"), -1, 0);
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_CONFIG, 0, queue, text("123456789"), 9, 0);
  check(CODE(SEND_QUEUING_MESSAGE, queue, NOWHERE, 1, 0) == INVALID_PARAM, "a message that is no memory of the partition");
  check(CODE(SEND_QUEUING_MESSAGE, queue, text("123456789"), 9, -2) == INVALID_PARAM, "a TIME_OUT out of range comes before a length");
  char received[8];
  MESSAGE_SIZE_TYPE length;
  EXPECT(RECEIVE_QUEUING_MESSAGE, INVALID_MODE, 1, queue, 0, text(received), &length);
  EXPECT(CLEAR_QUEUING_PORT, INVALID_MODE, 0, queue);
  QUEUING_PORT_STATUS_TYPE is;
  EXPECT(GET_QUEUING_PORT_STATUS, INVALID_PARAM, 0, 99, &is);
}

static void full(void) {
  start(high, send_a_while);
  pause_for(20 * MS);
  APEX_EXPECT(SEND_QUEUING_MESSAGE, TIMED_OUT, 0, jobs_code);
  start(high, send_c);
  start(highest, send_d);
  QUEUING_PORT_STATUS_TYPE is;
  RETURN_CODE_TYPE code = CODE(GET_QUEUING_PORT_STATUS, queue, &is);
  WORKS(GET_QUEUING_PORT_STATUS, code, is.NB_MESSAGE == 2 && is.MAX_NB_MESSAGE == 2 && is.WAITING_PROCESSES == 2);
  reach(1);
  await(2);
  check(marked("dc") && status(queue).WAITING_PROCESSES == 0, "senders who got in go on by their priority");

  send(ranked, "first", 0);
  start(high, send_low);
  start(highest, send_high);
  reach(3);
  await(4);
}

static void lose(void) {
  check(send(lossy, "1", 0) == NO_ERROR && send(lossy, "2", 0) == NO_ERROR && send(lossy, "3", FOREVER) == NO_ERROR,
        "where messages are discarded the sender can't tell");
  reach(5);
  await(6);
  send(lossy, "4", 0);
  reach(7);
  await(8);
}

// The receiver waits, and later clears its queue while others wait for room.
static void late_messages(void) {
  send(queue, "x", 0);
  reach(9);
  await(10);
  send(queue, "old", 0);
  send(queue, "older", 0);
  start(high, send_c);
  start(highest, send_d);
  reach(11);
  await(12);
  check(marked("dc"), "senders get in when the queue is cleared");
  reach(13);
  await(14);
}

static void restart(void) {
  send(queue, "old", 0);
  send(queue, "older", 0);
  start(high, send_c);
  reach(15);
  // The receiver starts again.
  await(16);
  check(marked("c"), "a destination that starts again empties its queue, and who waited for room gets in");
  reach(17);
}

static void tests(void) {
  parameters();
  full();
  lose();
  late_messages();
  restart();
  done();
}

int main(void) {
  find_stage("queuing_stage");
  make_processes();
  create();
  before_normal();
  run(tests);
}
