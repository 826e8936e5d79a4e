/* Process station: creates its ports and its threads, then lets them run. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The stack of each thread: the system file's processStack. */
#define STACK_BYTES 16384

SAMPLING_PORT_ID_TYPE degrees_port;
QUEUING_PORT_ID_TYPE front_port;

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
  CREATE_SAMPLING_PORT("degrees", sizeof(weather__celsius), SOURCE, 0, &degrees_port, &code);
  if (code != NO_ERROR) return failed("degrees", code);
  CREATE_QUEUING_PORT("front", sizeof(weather__front_i), 4, SOURCE, FIFO, &front_port, &code);
  if (code != NO_ERROR) return failed("front", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "measuring",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)measuring_thread,
      .PERIOD = 20000000LL,
      .TIME_CAPACITY = 20000000LL,
      .BASE_PRIORITY = 1,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("measuring", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return failed("NORMAL", code);
}
