// Destinations of sampling channels, one with a refresh period that no message meets. It starts again in between.
#include "stage.h"

static SAMPLING_PORT_ID_TYPE slow, fast, silent;
static char message[9];
static MESSAGE_SIZE_TYPE length;
static VALIDITY_TYPE validity;
static UPDATED_TYPE updated;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static RETURN_CODE_TYPE read(SAMPLING_PORT_ID_TYPE port) {
  RETURN_CODE_TYPE code;
  memset(message, 0, sizeof message);
  READ_SAMPLING_MESSAGE(port, text(message), &length, &validity, &code);
  return code;
}

static RETURN_CODE_TYPE read_updated(SAMPLING_PORT_ID_TYPE port) {
  RETURN_CODE_TYPE code;
  memset(message, 0, sizeof message);
  READ_UPDATED_SAMPLING_MESSAGE(port, text(message), &length, &updated, &code);
  return code;
}

static bool got(const char *expected) {
  return strcmp(message, expected) == 0 && length == (MESSAGE_SIZE_TYPE)strlen(expected);
}

static SAMPLING_PORT_STATUS_TYPE status(SAMPLING_PORT_ID_TYPE port) {
  SAMPLING_PORT_STATUS_TYPE status = {0};
  CODE(GET_SAMPLING_PORT_STATUS, port, &status);
  return status;
}

static SAMPLING_PORT_CURRENT_STATUS_TYPE current(SAMPLING_PORT_ID_TYPE port) {
  SAMPLING_PORT_CURRENT_STATUS_TYPE status = {0};
  CODE(GET_SAMPLING_PORT_CURRENT_STATUS, port, &status);
  return status;
}

static void create(void) {
  SAMPLING_PORT_ID_TYPE id;
  EXPECT(CREATE_SAMPLING_PORT, INVALID_CONFIG, 2, "slow", 8, DESTINATION, 99 * MS, &id);
  check(CODE(CREATE_SAMPLING_PORT, "slow", 8, DESTINATION, 100 * MS, &slow) == NO_ERROR &&
            CODE(CREATE_SAMPLING_PORT, "fast", 8, DESTINATION, 1 * MS, &fast) == NO_ERROR &&
            CODE(CREATE_SAMPLING_PORT, "silent", 8, DESTINATION, 1000 * MS, &silent) == NO_ERROR,
        "destinations are created");
}

static void without_message(void) {
  EXPECT(READ_SAMPLING_MESSAGE, INVALID_PARAM, 0, 99, text(message), &length, &validity);
  EXPECT(READ_UPDATED_SAMPLING_MESSAGE, INVALID_PARAM, 0, 99, text(message), &length, &updated);
  check(CODE(READ_SAMPLING_MESSAGE, slow, NOWHERE, &length, &validity) == INVALID_PARAM, "room that is no memory of the partition");
  EXPECT(WRITE_SAMPLING_MESSAGE, INVALID_MODE, 0, slow, text("a"), 1);
  check(CODE(WRITE_SAMPLING_MESSAGE, slow, text("123456789"), 9) == INVALID_CONFIG, "a length comes before the direction");
  check(status(slow).LAST_MSG_VALIDITY == INVALID, "before the first read the last was not valid");
  validity = VALID;
  length = 5;
  EXPECT(READ_SAMPLING_MESSAGE, NO_ACTION, 0, slow, text(message), &length, &validity);
  check(validity == INVALID && length == 0, "without a message it is INVALID");
  EXPECT(READ_UPDATED_SAMPLING_MESSAGE, NO_ACTION, 0, slow, text(message), &length, &updated);
  check(updated == EMPTY_PORT, "without a message the port is empty");
  SAMPLING_PORT_CURRENT_STATUS_TYPE is = current(slow);
  check(is.UPDATED == EMPTY_PORT && is.MESSAGE_AGE == STALE && is.TIME_STAMP == FOREVER, "as its current status tells");
}

static void with_message(void) {
  SAMPLING_PORT_CURRENT_STATUS_TYPE is;
  RETURN_CODE_TYPE code = CODE(GET_SAMPLING_PORT_CURRENT_STATUS, slow, &is);
  bool is_new = is.UPDATED == NEW_MESSAGE && is.MESSAGE_AGE == FRESH && is.TIME_STAMP < now() && is.TIME_STAMP > now() - 20 * MS;
  WORKS(GET_SAMPLING_PORT_CURRENT_STATUS, code, is_new && is.REFRESH_PERIOD == 100 * MS && is.MAX_MESSAGE_SIZE == 8);
  code = read(slow);
  stage->told = code == NO_ERROR && got("second");
  bool valid = validity == VALID;
  SAMPLING_PORT_STATUS_TYPE last;
  RETURN_CODE_TYPE told = CODE(GET_SAMPLING_PORT_STATUS, slow, &last);
  WORKS(GET_SAMPLING_PORT_STATUS, told, last.REFRESH_PERIOD == 100 * MS && last.MAX_MESSAGE_SIZE == 8 &&
                                            last.PORT_DIRECTION == DESTINATION && last.LAST_MSG_VALIDITY == VALID);
  bool again = read(slow) == NO_ERROR && got("second");
  WORKS(READ_SAMPLING_MESSAGE, code, stage->told && valid && again);
  check(read(fast) == NO_ERROR && got("second") && validity == INVALID && status(fast).LAST_MSG_VALIDITY == INVALID,
        "each destination has its own idea of a valid message");
  check(current(fast).MESSAGE_AGE == STALE && current(slow).UPDATED == CONSUMED_MESSAGE, "as their current status tells");
  check(read_updated(slow) == NO_ACTION && updated == CONSUMED_MESSAGE && length == 0, "a message that was read is no new one");
  pause_for(120 * MS);
  check(status(slow).LAST_MSG_VALIDITY == VALID && current(slow).MESSAGE_AGE == STALE, "the status tells of the last read");
  check(read(slow) == NO_ERROR && got("second") && validity == INVALID, "validity is the message's age as it is read");
}

static void read_block(void) {
  MEMORY_BLOCK_STATUS_TYPE is = {0};
  check(CODE(GET_MEMORY_BLOCK_STATUS, "read_only", &is) == NO_ERROR && is.MEMORY_BLOCK_MODE == MB_READ &&
            strcmp((char *)is.MEMORY_BLOCK_ADDR, "shared") == 0,
        "a memory block may be for reading alone");
}

static void tests(void) {
  without_message();
  reach(1);
  await(2);
  with_message();
  read_block();
  reach(3);
  await(4);
  RETURN_CODE_TYPE code = read_updated(slow);
  WORKS(READ_UPDATED_SAMPLING_MESSAGE, code, updated == NEW_MESSAGE && got("third"));
  CODE(SET_PARTITION_MODE, COLD_START);
}

static void after_restart(void) {
  check(read(slow) == NO_ACTION && validity == INVALID && current(slow).UPDATED == EMPTY_PORT,
        "a destination that starts again does not see what was written before");
  reach(5);
  await(7);
  check(read(slow) == NO_ERROR && got("fourth") && validity == VALID, "but what is written from then on");
  reach(8);
  await(9);
  check(read(slow) == NO_ERROR && got("fourth"), "a source that starts again does not take its message back");
  reach(10);
  done();
}

int main(void) {
  find_stage("sampling_stage");
  stage->runs++;
  make_processes();
  create();
  run(stage->runs == 1 ? tests : after_restart);
}
