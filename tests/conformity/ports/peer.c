// Another destination of a sampling channel: what the reader does, its restart included, does not change what is here.
#include "stage.h"

static SAMPLING_PORT_ID_TYPE in;

static bool reads(const char *expected) {
  char message[9] = "";
  MESSAGE_SIZE_TYPE length;
  VALIDITY_TYPE validity;
  return CODE(READ_SAMPLING_MESSAGE, in, (MESSAGE_ADDR_TYPE)message, &length, &validity) == NO_ERROR &&
         strcmp(message, expected) == 0 && validity == VALID;
}

static void tests(void) {
  await(5);
  check(reads("third"), "the restart of one destination takes nothing from another");
  reach(6);
  await(10);
  check(reads("fourth"), "nor does the restart of the source");
  done();
}

int main(void) {
  find_stage("sampling_stage");
  make_processes();
  check(CODE(CREATE_SAMPLING_PORT, "in", 8, DESTINATION, 1000 * MS, &in) == NO_ERROR, "another destination is created");
  run(tests);
}
