/* Process south: creates its ports and its threads, then lets them run. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The stack of each thread: the system file's processStack. */
#define STACK_BYTES 16384

SAMPLING_PORT_ID_TYPE now_port;
QUEUING_PORT_ID_TYPE smoke_port;
QUEUING_PORT_ID_TYPE water_port;
QUEUING_PORT_ID_TYPE bell_port;

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
  CREATE_SAMPLING_PORT("now", sizeof(fan__minutes), DESTINATION, 1000000LL, &now_port, &code);
  if (code != NO_ERROR) return failed("now", code);
  CREATE_QUEUING_PORT("smoke", sizeof(fan__minutes), 2, DESTINATION, FIFO, &smoke_port, &code);
  if (code != NO_ERROR) return failed("smoke", code);
  CREATE_QUEUING_PORT("water", sizeof(fan__minutes), 2, DESTINATION, FIFO, &water_port, &code);
  if (code != NO_ERROR) return failed("water", code);
  CREATE_QUEUING_PORT("bell", 1, 1, SOURCE, FIFO, &bell_port, &code);
  if (code != NO_ERROR) return failed("bell", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "panel",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)panel_thread,
      .PERIOD = INFINITE_TIME_VALUE,
      .TIME_CAPACITY = INFINITE_TIME_VALUE,
      .BASE_PRIORITY = 7,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("panel", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return failed("NORMAL", code);
}
