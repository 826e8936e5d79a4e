// Blackboards.
#include "../program.h"

static BLACKBOARD_ID_TYPE board;
static RETURN_CODE_TYPE jobs_code;
static char message[9];
static MESSAGE_SIZE_TYPE length;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static RETURN_CODE_TYPE display(const char *message) {
  return CODE(DISPLAY_BLACKBOARD, board, text(message), (MESSAGE_SIZE_TYPE)strlen(message));
}

static RETURN_CODE_TYPE read(SYSTEM_TIME_TYPE timeout) {
  RETURN_CODE_TYPE code;
  memset(message, 0, sizeof message);
  READ_BLACKBOARD(board, timeout, text(message), &length, &code);
  return code;
}

static bool got(const char *expected) {
  return strcmp(message, expected) == 0 && length == (MESSAGE_SIZE_TYPE)strlen(expected);
}

static BLACKBOARD_STATUS_TYPE status(void) {
  BLACKBOARD_STATUS_TYPE status = {0};
  CODE(GET_BLACKBOARD_STATUS, board, &status);
  return status;
}

static void read_a_while(void) { jobs_code = read(1 * MS); }

static void read_and_mark(char letter) {
  char seen[8];
  MESSAGE_SIZE_TYPE seen_length;
  RETURN_CODE_TYPE code = CODE(READ_BLACKBOARD, board, FOREVER, text(seen), &seen_length);
  mark(letter);
  mark(code == NO_ERROR && seen_length == 1 ? seen[0] : '!');
}
static void read_l(void) { read_and_mark('l'); }
static void read_h(void) { read_and_mark('h'); }

static void create(void) {
  RETURN_CODE_TYPE code = CODE(CREATE_BLACKBOARD, "board", 8, &board);
  WORKS(CREATE_BLACKBOARD, code, status().MAX_MESSAGE_SIZE == 8 && status().EMPTY_INDICATOR == EMPTY);
  BLACKBOARD_ID_TYPE id;
  EXPECT(CREATE_BLACKBOARD, NO_ACTION, 0, "board", 8, &id);
  EXPECT(CREATE_BLACKBOARD, INVALID_PARAM, 0, "other", 0, &id);
  EXPECT(CREATE_BLACKBOARD, INVALID_PARAM, 0, "other", SYSTEM_LIMIT_MESSAGE_SIZE + 1, &id);
  check(CODE(CREATE_BLACKBOARD, "board", 0, &id) == NO_ACTION, "a name that is there comes before parameters");
  code = NO_ERROR;
  for (int i = 0; code == NO_ERROR && i < 8; i++) {
    char name[2] = {(char)('a' + i)};
    CREATE_BLACKBOARD(name, SYSTEM_LIMIT_MESSAGE_SIZE, &id, &code);
  }
  APEX_EXPECT(CREATE_BLACKBOARD, INVALID_CONFIG, 0, code);
}

static void before_normal(void) {
  EXPECT(READ_BLACKBOARD, INVALID_MODE, 0, board, FOREVER, text(message), &length);
  check(read(0) == NOT_AVAILABLE, "a TIME_OUT of 0 comes before the partition's mode");
  check(display("early") == NO_ERROR && read(FOREVER) == NO_ERROR && got("early"),
        "before NORMAL what need not wait can be done");
}

static void tests(void) {
  BLACKBOARD_ID_TYPE id = 0;
  RETURN_CODE_TYPE code = CODE(GET_BLACKBOARD_ID, "board", &id);
  WORKS(GET_BLACKBOARD_ID, code, id == board);
  EXPECT(GET_BLACKBOARD_ID, INVALID_CONFIG, 0, "nothing", &id);
  EXPECT(CREATE_BLACKBOARD, INVALID_MODE, 0, "other", 8, &id);

  code = display("one");
  BLACKBOARD_STATUS_TYPE is = status();
  WORKS(DISPLAY_BLACKBOARD, code, is.EMPTY_INDICATOR == OCCUPIED && read(0) == NO_ERROR && got("one"));
  display("two");
  code = read(FOREVER);
  WORKS(READ_BLACKBOARD, code, got("two") && read(0) == NO_ERROR && got("two"));
  EXPECT(DISPLAY_BLACKBOARD, INVALID_PARAM, 1, 99, text("a"), 1);
  EXPECT(DISPLAY_BLACKBOARD, INVALID_PARAM, 2, board, text("a"), 0);
  EXPECT(DISPLAY_BLACKBOARD, INVALID_PARAM, 2, board, text("123456789"), 9);
  check(CODE(DISPLAY_BLACKBOARD, board, NOWHERE, 1) == INVALID_PARAM, "a message that is no memory of the partition");
  EXPECT(READ_BLACKBOARD, INVALID_PARAM, 1, 99, 0, text(message), &length);
  EXPECT(READ_BLACKBOARD, INVALID_PARAM, 2, board, -2, text(message), &length);
  check(CODE(READ_BLACKBOARD, board, 0, NOWHERE, &length) == INVALID_PARAM, "room that is no memory of the partition");

  code = CODE(CLEAR_BLACKBOARD, board);
  WORKS(CLEAR_BLACKBOARD, code, status().EMPTY_INDICATOR == EMPTY && read(0) == NOT_AVAILABLE);
  EXPECT(CLEAR_BLACKBOARD, INVALID_PARAM, 0, 99);
  check(CODE(CLEAR_BLACKBOARD, board) == NO_ERROR, "an empty blackboard can be cleared");
  length = 5;
  EXPECT(READ_BLACKBOARD, NOT_AVAILABLE, 0, board, 0, text(message), &length);
  check(length == 0, "without a message LENGTH is 0");

  start(high, read_a_while);
  pause_for(2 * MS);
  APEX_EXPECT(READ_BLACKBOARD, TIMED_OUT, 0, jobs_code);
  start(high, read_l);
  start(highest, read_h);
  code = CODE(GET_BLACKBOARD_STATUS, board, &is);
  WORKS(GET_BLACKBOARD_STATUS, code, is.EMPTY_INDICATOR == EMPTY && is.MAX_MESSAGE_SIZE == 8 && is.WAITING_PROCESSES == 2);
  EXPECT(GET_BLACKBOARD_STATUS, INVALID_PARAM, 0, 99, &is);
  display("x");
  check(marked("hxlx") && status().EMPTY_INDICATOR == OCCUPIED, "all that wait get the message, and it stays");

  CODE(CLEAR_BLACKBOARD, board);
  start(high, read_h);
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  display("y");
  CODE(CLEAR_BLACKBOARD, board);
  CODE(UNLOCK_PREEMPTION, &level);
  check(marked("hy") && status().EMPTY_INDICATOR == EMPTY, "they get it even when it is wiped before they run");
  done();
}

int main(void) {
  make_processes();
  create();
  before_normal();
  run(tests);
}
