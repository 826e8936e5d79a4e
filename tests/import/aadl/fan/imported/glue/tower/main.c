/* Process tower: creates its ports and its threads, then lets them run. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The stack of each thread: the system file's processStack. */
#define STACK_BYTES 16384

SAMPLING_PORT_ID_TYPE now_port;
QUEUING_PORT_ID_TYPE bell_1_port;
QUEUING_PORT_ID_TYPE bell_2_port;

/* Tells the module's health log what could not be made. The answer ends the partition. */
static int failed(const char *what, RETURN_CODE_TYPE why) {
  RETURN_CODE_TYPE code;
  MESSAGE_SIZE_TYPE length = 0;
  while (length < MAX_NAME_LENGTH && what[length] != 0) length++;
  REPORT_APPLICATION_MESSAGE((MESSAGE_ADDR_TYPE)what, length, &code);
  return why;
}

static RETURN_CODE_TYPE start(PROCESS_ATTRIBUTE_TYPE attributes) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_PROCESS(&attributes, &process, &code);
  if (code == NO_ERROR) START(process, &code);
  return code;
}

int main(void) {
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT("now", sizeof(fan__minutes), SOURCE, 0, &now_port, &code);
  if (code != NO_ERROR) return failed("now", code);
  CREATE_QUEUING_PORT("bell_1", 1, 1, DESTINATION, FIFO, &bell_1_port, &code);
  if (code != NO_ERROR) return failed("bell_1", code);
  CREATE_QUEUING_PORT("bell_2", 1, 1, DESTINATION, FIFO, &bell_2_port, &code);
  if (code != NO_ERROR) return failed("bell_2", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "clock",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)clock_thread,
      .PERIOD = 10000000LL,
      .TIME_CAPACITY = 10000000LL,
      .BASE_PRIORITY = 1,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("clock", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "ringer",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)ringer_thread,
      .PERIOD = INFINITE_TIME_VALUE,
      .TIME_CAPACITY = INFINITE_TIME_VALUE,
      .BASE_PRIORITY = 1,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("ringer", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return failed("NORMAL", code);
}
