// Buffers. Their discipline is of the processes that wait; messages leave in the order of their coming.
#include "../program.h"

static BUFFER_ID_TYPE fifo, priority;
static RETURN_CODE_TYPE jobs_code;
static char received[9];
static MESSAGE_SIZE_TYPE received_length;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static RETURN_CODE_TYPE send(BUFFER_ID_TYPE buffer, const char *message, SYSTEM_TIME_TYPE timeout) {
  return CODE(SEND_BUFFER, buffer, text(message), (MESSAGE_SIZE_TYPE)strlen(message), timeout);
}

static RETURN_CODE_TYPE receive(BUFFER_ID_TYPE buffer, SYSTEM_TIME_TYPE timeout) {
  RETURN_CODE_TYPE code;
  memset(received, 0, sizeof received);
  RECEIVE_BUFFER(buffer, timeout, text(received), &received_length, &code);
  return code;
}

static bool got(const char *message) {
  return strcmp(received, message) == 0 && received_length == (MESSAGE_SIZE_TYPE)strlen(message);
}

static BUFFER_STATUS_TYPE status(BUFFER_ID_TYPE buffer) {
  BUFFER_STATUS_TYPE status = {0};
  CODE(GET_BUFFER_STATUS, buffer, &status);
  return status;
}

static void receive_fifo(void) { jobs_code = receive(fifo, FOREVER); }
static void receive_a_while(void) { jobs_code = receive(fifo, 1 * MS); }
static void send_a_while(void) { jobs_code = send(fifo, "late", 1 * MS); }

// Several senders of one name: which of them got in, the messages tell.
static void send_c(void) { send(fifo, "c", FOREVER), mark('c'); }
static void send_d(void) { send(fifo, "d", FOREVER), mark('d'); }
static void send_low(void) { send(priority, "low", FOREVER); }
static void send_high(void) { send(priority, "high", FOREVER); }

// Which of several receivers a message went to.
static void receive_and_mark(BUFFER_ID_TYPE buffer, char letter) {
  char message[8];
  MESSAGE_SIZE_TYPE length;
  CODE(RECEIVE_BUFFER, buffer, FOREVER, text(message), &length);
  mark(letter);
  mark(message[0]);
}
static void receive_l(void) { receive_and_mark(priority, 'l'); }
static void receive_h(void) { receive_and_mark(priority, 'h'); }
static void receive_l_fifo(void) { receive_and_mark(fifo, 'l'); }
static void receive_h_fifo(void) { receive_and_mark(fifo, 'h'); }

static void create(void) {
  RETURN_CODE_TYPE code = CODE(CREATE_BUFFER, "fifo", 8, 2, FIFO, &fifo);
  BUFFER_STATUS_TYPE is = status(fifo);
  WORKS(CREATE_BUFFER, code, is.MAX_MESSAGE_SIZE == 8 && is.MAX_NB_MESSAGE == 2 && is.NB_MESSAGE == 0);
  CODE(CREATE_BUFFER, "priority", 8, 1, PRIORITY, &priority);
  BUFFER_ID_TYPE id;
  EXPECT(CREATE_BUFFER, NO_ACTION, 0, "fifo", 8, 2, FIFO, &id);
  EXPECT(CREATE_BUFFER, INVALID_PARAM, 1, "other", 0, 2, FIFO, &id);
  EXPECT(CREATE_BUFFER, INVALID_PARAM, 1, "other", SYSTEM_LIMIT_MESSAGE_SIZE + 1, 2, FIFO, &id);
  EXPECT(CREATE_BUFFER, INVALID_PARAM, 2, "other", 8, 0, FIFO, &id);
  EXPECT(CREATE_BUFFER, INVALID_PARAM, 2, "other", 8, SYSTEM_LIMIT_NUMBER_OF_MESSAGES + 1, FIFO, &id);
  EXPECT(CREATE_BUFFER, INVALID_PARAM, 3, "other", 8, 2, 2, &id);
  EXPECT(CREATE_BUFFER, INVALID_CONFIG, 0, "other", SYSTEM_LIMIT_MESSAGE_SIZE, 9, FIFO, &id);
  check(CODE(CREATE_BUFFER, "fifo", 0, 2, FIFO, &id) == NO_ACTION, "a name that is there comes before parameters");
  check(CODE(CREATE_BUFFER, NOWHERE, 8, 2, FIFO, &id) == INVALID_PARAM, "a name that is no memory of the partition");
}

static void before_normal(void) {
  EXPECT(RECEIVE_BUFFER, INVALID_MODE, 0, fifo, FOREVER, text(received), &received_length);
  check(receive(fifo, 0) == NOT_AVAILABLE, "a TIME_OUT of 0 comes before the partition's mode");
  check(send(fifo, "1", FOREVER) == NO_ERROR && send(fifo, "2", 0) == NO_ERROR, "before NORMAL what need not wait can be done");
  EXPECT(SEND_BUFFER, INVALID_MODE, 0, fifo, text("3"), 1, 1 * MS);
  check(receive(fifo, 0) == NO_ERROR && got("1") && receive(fifo, 0) == NO_ERROR && got("2"), "and so out again");
}

static void find(void) {
  BUFFER_ID_TYPE id = 0;
  RETURN_CODE_TYPE code = CODE(GET_BUFFER_ID, "priority", &id);
  WORKS(GET_BUFFER_ID, code, id == priority);
  EXPECT(GET_BUFFER_ID, INVALID_CONFIG, 0, "nothing", &id);
  EXPECT(CREATE_BUFFER, INVALID_MODE, 0, "other", 8, 2, FIFO, &id);
  check(CODE(CREATE_BUFFER, "fifo", 0, 2, FIFO, &id) == INVALID_MODE, "NORMAL comes before a name that is there");
  BUFFER_STATUS_TYPE is;
  EXPECT(GET_BUFFER_STATUS, INVALID_PARAM, 0, 99, &is);
}

static void send_and_receive(void) {
  RETURN_CODE_TYPE sent = send(fifo, "a", 0);
  WORKS(SEND_BUFFER, sent, status(fifo).NB_MESSAGE == 1);
  send(fifo, "bbbbbbbb", 0);
  RETURN_CODE_TYPE code = receive(fifo, 0);
  bool first = got("a");
  WORKS(RECEIVE_BUFFER, code, first && receive(fifo, FOREVER) == NO_ERROR && got("bbbbbbbb"));
  EXPECT(SEND_BUFFER, INVALID_PARAM, 1, 99, text("a"), 1, 0);
  EXPECT(SEND_BUFFER, INVALID_PARAM, 2, fifo, text("a"), 0, 0);
  EXPECT(SEND_BUFFER, INVALID_PARAM, 2, fifo, text("123456789"), 9, 0);
  EXPECT(SEND_BUFFER, INVALID_PARAM, 3, fifo, text("a"), 1, -2);
  EXPECT(SEND_BUFFER, INVALID_PARAM, 3, fifo, text("a"), 1, TOO_LONG);
  check(CODE(SEND_BUFFER, fifo, NOWHERE, 1, 0) == INVALID_PARAM, "a message that is no memory of the partition");
  EXPECT(RECEIVE_BUFFER, INVALID_PARAM, 1, 99, 0, text(received), &received_length);
  EXPECT(RECEIVE_BUFFER, INVALID_PARAM, 2, fifo, -2, text(received), &received_length);
  check(CODE(RECEIVE_BUFFER, fifo, 0, NOWHERE, &received_length) == INVALID_PARAM, "room that is no memory of the partition");
  received_length = 5;
  EXPECT(RECEIVE_BUFFER, NOT_AVAILABLE, 0, fifo, 0, text(received), &received_length);
  check(received_length == 0, "without a message LENGTH is 0");
}

static void waiting(void) {
  start(high, receive_a_while);
  check(status(fifo).WAITING_PROCESSES == 1, "a receiver waits");
  pause_for(2 * MS);
  APEX_EXPECT(RECEIVE_BUFFER, TIMED_OUT, 0, jobs_code);
  start(high, receive_fifo);
  check(send(fifo, "x", 0) == NO_ERROR && got("x") && jobs_code == NO_ERROR && status(fifo).NB_MESSAGE == 0,
        "a message for who waits does not enter the buffer");
  send(fifo, "a", 0);
  send(fifo, "b", 0);
  EXPECT(SEND_BUFFER, NOT_AVAILABLE, 0, fifo, text("c"), 1, 0);
  check(CODE(SEND_BUFFER, fifo, text("c"), 0, 0) == INVALID_PARAM, "a length out of range comes before a full buffer");
  start(high, send_a_while);
  pause_for(2 * MS);
  APEX_EXPECT(SEND_BUFFER, TIMED_OUT, 0, jobs_code);
  check(status(fifo).NB_MESSAGE == 2 && status(fifo).WAITING_PROCESSES == 0, "who did not get in in time left nothing");

  // Two senders wait, and wait even when there is room: the first's message is there in the step that makes it.
  start(high, send_c);
  start(highest, send_d);
  BUFFER_STATUS_TYPE is = status(fifo);
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  check(receive(fifo, 0) == NO_ERROR && got("a") && status(fifo).NB_MESSAGE == 2,
        "a slot that gets free takes the message of a sender that waits, in the same step");
  check(is.WAITING_PROCESSES == 2 && status(fifo).WAITING_PROCESSES == 1, "one sender waits no more");
  check(send(fifo, "e", 0) == NOT_AVAILABLE, "nobody who comes later overtakes it");
  CODE(UNLOCK_PREEMPTION, &level);
  bool in_order = receive(fifo, 0) == NO_ERROR && got("b");
  in_order = in_order && receive(fifo, 0) == NO_ERROR && got("c") && receive(fifo, 0) == NO_ERROR && got("d");
  check(in_order && marked("cd"), "FIFO: who waits first gets in first");
}

static void by_discipline(void) {
  send(priority, "first", 0);
  start(high, send_low);
  start(highest, send_high);
  check(receive(priority, 0) == NO_ERROR && got("first"), "the discipline does not order messages");
  check(receive(priority, 0) == NO_ERROR && got("high"), "PRIORITY: the sender with the highest priority gets in first");
  check(receive(priority, 0) == NO_ERROR && got("low"), "and then the other");
  start(high, receive_l);
  start(highest, receive_h);
  send(priority, "1", 0);
  send(priority, "2", 0);
  check(marked("h1l2"), "PRIORITY: the receiver with the highest priority gets the first message");
  start(high, receive_l_fifo);
  start(highest, receive_h_fifo);
  send(fifo, "1", 0);
  send(fifo, "2", 0);
  check(marked("l1h2"), "FIFO: the receiver that waits longest gets it");
}

static void tell(void) {
  send(fifo, "a", 0);
  BUFFER_STATUS_TYPE is;
  RETURN_CODE_TYPE code = CODE(GET_BUFFER_STATUS, fifo, &is);
  bool is_right = is.NB_MESSAGE == 1 && is.MAX_NB_MESSAGE == 2 && is.MAX_MESSAGE_SIZE == 8 && is.WAITING_PROCESSES == 0;
  WORKS(GET_BUFFER_STATUS, code, is_right);
}

static void tests(void) {
  find();
  send_and_receive();
  waiting();
  by_discipline();
  tell();
  done();
}

int main(void) {
  make_processes();
  create();
  before_normal();
  run(tests);
}
