/* Process water: creates its ports and its threads, then lets them run. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The stack of each thread: the system file's processStack. */
#define STACK_BYTES 16384

SAMPLING_PORT_ID_TYPE now_port;
QUEUING_PORT_ID_TYPE alarm_1_port;
QUEUING_PORT_ID_TYPE alarm_2_port;

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
  CREATE_SAMPLING_PORT("now", sizeof(fan__minutes), DESTINATION, 30000000LL, &now_port, &code);
  if (code != NO_ERROR) return failed("now", code);
  CREATE_QUEUING_PORT("alarm_1", sizeof(fan__minutes), 2, SOURCE, FIFO, &alarm_1_port, &code);
  if (code != NO_ERROR) return failed("alarm_1", code);
  CREATE_QUEUING_PORT("alarm_2", sizeof(fan__minutes), 2, SOURCE, FIFO, &alarm_2_port, &code);
  if (code != NO_ERROR) return failed("alarm_2", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "detector",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)detector_thread,
      .PERIOD = 15000000LL,
      .TIME_CAPACITY = 15000000LL,
      .BASE_PRIORITY = 1,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("detector", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return failed("NORMAL", code);
}
