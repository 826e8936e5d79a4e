// The destination of queuing channels. It starts again in the end.
#include "stage.h"

static QUEUING_PORT_ID_TYPE queue, ranked, lossy;
static RETURN_CODE_TYPE jobs_code;
static char received[9];
static MESSAGE_SIZE_TYPE received_length;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static RETURN_CODE_TYPE receive(QUEUING_PORT_ID_TYPE port, SYSTEM_TIME_TYPE timeout) {
  RETURN_CODE_TYPE code;
  memset(received, 0, sizeof received);
  RECEIVE_QUEUING_MESSAGE(port, timeout, text(received), &received_length, &code);
  return code;
}

static bool got(const char *message) {
  return strcmp(received, message) == 0 && received_length == (MESSAGE_SIZE_TYPE)strlen(message);
}

static MESSAGE_RANGE_TYPE messages_in(QUEUING_PORT_ID_TYPE port) {
  QUEUING_PORT_STATUS_TYPE status = {0};
  CODE(GET_QUEUING_PORT_STATUS, port, &status);
  return status.NB_MESSAGE;
}

static void receive_a_while(void) { jobs_code = receive(queue, 1 * MS); }
static void receive_at_last(void) { jobs_code = receive(queue, FOREVER); }

static void create(void) {
  check(CODE(CREATE_QUEUING_PORT, "queue", 8, 2, DESTINATION, FIFO, &queue) == NO_ERROR &&
            CODE(CREATE_QUEUING_PORT, "ranked", 8, 1, DESTINATION, FIFO, &ranked) == NO_ERROR &&
            CODE(CREATE_QUEUING_PORT, "lossy", 8, 1, DESTINATION, FIFO, &lossy) == NO_ERROR,
        "destinations are created");
}

static void parameters(void) {
  EXPECT(RECEIVE_QUEUING_MESSAGE, INVALID_PARAM, 1, 99, 0, text(received), &received_length);
  EXPECT(RECEIVE_QUEUING_MESSAGE, INVALID_PARAM, 2, queue, -2, text(received), &received_length);
  check(CODE(RECEIVE_QUEUING_MESSAGE, queue, 0, NOWHERE, &received_length) == INVALID_PARAM,
        "room that is no memory of the partition");
  EXPECT(SEND_QUEUING_MESSAGE, INVALID_MODE, 1, queue, text("a"), 1, 0);
  check(CODE(SEND_QUEUING_MESSAGE, queue, text("123456789"), 9, 0) == INVALID_CONFIG, "a length comes before the direction");
  EXPECT(CLEAR_QUEUING_PORT, INVALID_PARAM, 0, 99);
}

static void full(void) {
  await(1);
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  RETURN_CODE_TYPE code = receive(queue, 0);
  WORKS(RECEIVE_QUEUING_MESSAGE, code, got("a"));
  check(messages_in(queue) == 2, "a place that gets free takes the message of a sender that waits, in the same step");
  CODE(UNLOCK_PREEMPTION, &level);
  bool in_order = receive(queue, 0) == NO_ERROR && got("b");
  in_order = in_order && receive(queue, 0) == NO_ERROR && got("c") && receive(queue, FOREVER) == NO_ERROR && got("d");
  check(in_order, "messages come in the order in which they were sent");
  received_length = 5;
  EXPECT(RECEIVE_QUEUING_MESSAGE, NOT_AVAILABLE, 0, queue, 0, text(received), &received_length);
  check(received_length == 0, "without a message LENGTH is 0");
  start(high, receive_a_while);
  pause_for(20 * MS);
  APEX_EXPECT(RECEIVE_QUEUING_MESSAGE, TIMED_OUT, 0, jobs_code);
  reach(2);

  await(3);
  check(receive(ranked, 0) == NO_ERROR && got("first"), "the discipline does not order messages");
  check(receive(ranked, 0) == NO_ERROR && got("high"), "PRIORITY: the sender with the highest priority gets in first");
  check(receive(ranked, 0) == NO_ERROR && got("low"), "and then the other");
  reach(4);
}

static void lose(void) {
  await(5);
  RETURN_CODE_TYPE code = receive(lossy, 0);
  APEX_EXPECT(RECEIVE_QUEUING_MESSAGE, INVALID_CONFIG, 0, code);
  check(got("1"), "the message that tells of an overflow is valid");
  check(receive(lossy, 0) == NOT_AVAILABLE, "what was lost does not come");
  reach(6);
  await(7);
  check(receive(lossy, 0) == NO_ERROR && got("4"), "an overflow is told of once");
  jobs_code = INVALID_CONFIG;
  start(high, receive_at_last);
  reach(8);
}

static void late_messages(void) {
  await(9);
  check(jobs_code == NO_ERROR && got("x") && messages_in(queue) == 0, "who waits gets the message at his window's beginning");
  reach(10);
  await(11);
  RETURN_CODE_TYPE code = CODE(CLEAR_QUEUING_PORT, queue);
  bool were_let_in = messages_in(queue) == 2;
  bool are_new = receive(queue, 0) == NO_ERROR && got("c") && receive(queue, 0) == NO_ERROR && got("d");
  WORKS(CLEAR_QUEUING_PORT, code, were_let_in && are_new && messages_in(queue) == 0);
  reach(12);
  await(13);
  reach(14);
}

static void tests(void) {
  parameters();
  full();
  lose();
  late_messages();
  await(15);
  CODE(SET_PARTITION_MODE, WARM_START);
}

static void after_restart(void) {
  check(receive(queue, 0) == NO_ERROR && got("c"), "what waited for room came in");
  reach(16);
  await(17);
  done();
}

int main(void) {
  find_stage("queuing_stage");
  stage->runs++;
  make_processes();
  if (stage->runs == 1) {
    create();
    check(messages_in(queue) == 2, "what was sent before the first start is kept");
    EXPECT(RECEIVE_QUEUING_MESSAGE, INVALID_MODE, 2, ranked, FOREVER, text(received), &received_length);
    run(tests);
  }
  check(CODE(GET_QUEUING_PORT_ID, "queue", &queue) == INVALID_CONFIG, "a start leaves no port of the run before");
  check(CODE(CLEAR_QUEUING_PORT, 1) == INVALID_PARAM, "nor can its identifier be used");
  create();
  check(messages_in(queue) == 1, "a destination that starts again finds none of the old messages");
  run(after_restart);
}
