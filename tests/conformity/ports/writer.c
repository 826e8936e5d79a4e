// The source of sampling channels. It starts again in the end.
#include "stage.h"

static SAMPLING_PORT_ID_TYPE out, silent;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static RETURN_CODE_TYPE write(const char *message) {
  return CODE(WRITE_SAMPLING_MESSAGE, out, text(message), (MESSAGE_SIZE_TYPE)strlen(message));
}

static void create(void) {
  SAMPLING_PORT_ID_TYPE id;
  EXPECT(GET_SAMPLING_PORT_ID, INVALID_CONFIG, 0, "out", &id);
  EXPECT(CREATE_SAMPLING_PORT, INVALID_CONFIG, 1, "nothing", 8, SOURCE, 0, &id);
  EXPECT(CREATE_SAMPLING_PORT, INVALID_CONFIG, 2, "out", 9, SOURCE, 0, &id);
  EXPECT(CREATE_SAMPLING_PORT, INVALID_CONFIG, 2, "out", 8, DESTINATION, 0, &id);
  RETURN_CODE_TYPE code = CODE(CREATE_SAMPLING_PORT, "out", 8, SOURCE, 123 * MS, &out);
  SAMPLING_PORT_STATUS_TYPE is;
  CODE(GET_SAMPLING_PORT_STATUS, out, &is);
  WORKS(CREATE_SAMPLING_PORT, code, is.MAX_MESSAGE_SIZE == 8 && is.PORT_DIRECTION == SOURCE);
  EXPECT(CREATE_SAMPLING_PORT, NO_ACTION, 0, "out", 8, SOURCE, 0, &id);
  check(CODE(CREATE_SAMPLING_PORT, "out", 9, SOURCE, 0, &id) == NO_ACTION, "a port that was created comes before attributes");
  code = CODE(GET_SAMPLING_PORT_ID, "out", &id);
  WORKS(GET_SAMPLING_PORT_ID, code, id == out);
  CODE(CREATE_SAMPLING_PORT, "silent", 8, SOURCE, 0, &silent);
}

static void blocks(void) {
  MEMORY_BLOCK_STATUS_TYPE is;
  RETURN_CODE_TYPE code = CODE(GET_MEMORY_BLOCK_STATUS, "sampling_stage", &is);
  WORKS(GET_MEMORY_BLOCK_STATUS, code, is.MEMORY_BLOCK_SIZE == 8192 && is.MEMORY_BLOCK_MODE == MB_READ_WRITE);
  EXPECT(GET_MEMORY_BLOCK_STATUS, INVALID_CONFIG, 0, "queuing_stage", &is);
  check(CODE(GET_MEMORY_BLOCK_STATUS, NOWHERE, &is) == INVALID_PARAM, "a name that is no memory of the partition");
  CODE(GET_MEMORY_BLOCK_STATUS, "read_only", &is);
  strcpy((char *)is.MEMORY_BLOCK_ADDR, "shared");
}

static void parameters(void) {
  SAMPLING_PORT_ID_TYPE id;
  EXPECT(CREATE_SAMPLING_PORT, INVALID_MODE, 0, "out", 8, SOURCE, 0, &id);
  EXPECT(WRITE_SAMPLING_MESSAGE, INVALID_PARAM, 1, 99, text("a"), 1);
  EXPECT(WRITE_SAMPLING_MESSAGE, INVALID_PARAM, 2, out, text("a"), 0);
  EXPECT(WRITE_SAMPLING_MESSAGE, INVALID_PARAM, 2, out, text("a"), -1);
  EXPECT(WRITE_SAMPLING_MESSAGE, INVALID_CONFIG, 0, out, text("123456789"), 9);
  check(CODE(WRITE_SAMPLING_MESSAGE, out, NOWHERE, 1) == INVALID_PARAM, "a message that is no memory of the partition");
  char read[8];
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  UPDATED_TYPE updated;
  EXPECT(READ_SAMPLING_MESSAGE, INVALID_MODE, 0, out, text(read), &length, &validity);
  EXPECT(READ_UPDATED_SAMPLING_MESSAGE, INVALID_MODE, 0, out, text(read), &length, &updated);
  SAMPLING_PORT_STATUS_TYPE is;
  EXPECT(GET_SAMPLING_PORT_STATUS, INVALID_PARAM, 0, 99, &is);
  SAMPLING_PORT_CURRENT_STATUS_TYPE current;
  EXPECT(GET_SAMPLING_PORT_CURRENT_STATUS, INVALID_PARAM, 0, 99, &current);
}

static void tests(void) {
  parameters();
  blocks();
  await(1);
  write("first");
  RETURN_CODE_TYPE code = write("second");
  reach(2);
  await(3);
  // The reader saw it.
  WORKS(WRITE_SAMPLING_MESSAGE, code, stage->told == 1);
  write("third");
  reach(4);
  // The reader starts again, and the peer looks.
  await(6);
  write("fourth");
  reach(7);
  await(8);
  CODE(SET_PARTITION_MODE, WARM_START);
}

static void after_restart(void) {
  reach(9);
  await(10);
  done();
}

int main(void) {
  find_stage("sampling_stage");
  make_processes();
  if (stage->reached < 8) {
    create();
    run(tests);
  }
  check(CODE(CREATE_SAMPLING_PORT, "out", 8, SOURCE, 0, &out) == NO_ERROR, "a source is created again");
  run(after_restart);
}
