// Tells in each of its windows the first bytes of the last sample.
#include <apex.h>
#include <stdio.h>

enum { BYTES = 8192, SHOWN = 16 };

static SAMPLING_PORT_ID_TYPE sample, counts;
static char message[BYTES];

static void look(void) {
  for (;;) {
    MESSAGE_SIZE_TYPE length;
    VALIDITY_TYPE validity;
    RETURN_CODE_TYPE code;
    READ_SAMPLING_MESSAGE(sample, (MESSAGE_ADDR_TYPE)message, &length, &validity, &code);
    if (code == NO_ERROR) {
      WRITE_SAMPLING_MESSAGE(counts, (MESSAGE_ADDR_TYPE)message, length < SHOWN ? length : SHOWN, &code);
      if (code != NO_ERROR) printf("write: %d\n", code);
    }
    PERIODIC_WAIT(&code);
  }
}

static PROCESS_ATTRIBUTE_TYPE look_process = {
    .NAME = "LOOK",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)look,
    .PERIOD = 20000000,
    .TIME_CAPACITY = 20000000,
    .BASE_PRIORITY = 10,
    .STACK_SIZE = 8192,
    .DEADLINE = SOFT,
};

int main(void) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT("SAMPLE", BYTES, DESTINATION, 1000000000, &sample, &code);
  CREATE_SAMPLING_PORT("COUNTS", SHOWN, SOURCE, 0, &counts, &code);
  CREATE_PROCESS(&look_process, &process, &code);
  START(process, &code);
  SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
