/* Process factory: creates its ports and its threads, then lets them run. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The stack of each thread: the system file's processStack. */
#define STACK_BYTES 16384

QUEUING_PORT_ID_TYPE order_port;
QUEUING_PORT_ID_TYPE answer_port;

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
  CREATE_QUEUING_PORT("order", sizeof(guests__order), 4, DESTINATION, FIFO, &order_port, &code);
  if (code != NO_ERROR) return failed("order", code);
  CREATE_QUEUING_PORT("answer", sizeof(guests__order), 4, SOURCE, FIFO, &answer_port, &code);
  if (code != NO_ERROR) return failed("answer", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "worker",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)worker_thread,
      .PERIOD = INFINITE_TIME_VALUE,
      .TIME_CAPACITY = INFINITE_TIME_VALUE,
      .BASE_PRIORITY = 1,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("worker", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return failed("NORMAL", code);
}
