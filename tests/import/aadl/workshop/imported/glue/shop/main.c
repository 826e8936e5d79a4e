/* Process shop: creates its ports and its threads, then lets them run. */

#include <apex.h>
#include "gtypes.h"
#include "partition.h"

/* The stack of each thread: the system file's processStack. */
#define STACK_BYTES 20480

BLACKBOARD_ID_TYPE fitter_made_blackboard;
BUFFER_ID_TYPE fitter_part_buffer;
SEMAPHORE_ID_TYPE carrier_bell_semaphore;
MUTEX_ID_TYPE stock_mutex;

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
  CREATE_BLACKBOARD("fitter_made", sizeof(workshop_types__count), &fitter_made_blackboard, &code);
  if (code != NO_ERROR) return failed("fitter_made", code);
  CREATE_BUFFER("fitter_part", sizeof(workshop_types__part), 4, FIFO, &fitter_part_buffer, &code);
  if (code != NO_ERROR) return failed("fitter_part", code);
  CREATE_SEMAPHORE("carrier_bell", 0, 8, FIFO, &carrier_bell_semaphore, &code);
  if (code != NO_ERROR) return failed("carrier_bell", code);
  CREATE_MUTEX("stock", 4, FIFO, &stock_mutex, &code);
  if (code != NO_ERROR) return failed("stock", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "left",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)left_thread,
      .PERIOD = 20000000LL,
      .TIME_CAPACITY = 20000000LL,
      .BASE_PRIORITY = 2,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("left", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "right",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)right_thread,
      .PERIOD = 20000000LL,
      .TIME_CAPACITY = 20000000LL,
      .BASE_PRIORITY = 1,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("right", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "fitter",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)fitter_thread,
      .PERIOD = INFINITE_TIME_VALUE,
      .TIME_CAPACITY = INFINITE_TIME_VALUE,
      .BASE_PRIORITY = 5,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("fitter", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "carrier",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)carrier_thread,
      .PERIOD = INFINITE_TIME_VALUE,
      .TIME_CAPACITY = INFINITE_TIME_VALUE,
      .BASE_PRIORITY = 4,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("carrier", code);
  code = start((PROCESS_ATTRIBUTE_TYPE){
      .NAME = "clerk",
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)clerk_thread,
      .PERIOD = 40000000LL,
      .TIME_CAPACITY = 40000000LL,
      .BASE_PRIORITY = 3,
      .STACK_SIZE = STACK_BYTES,
      .DEADLINE = SOFT,
  });
  if (code != NO_ERROR) return failed("clerk", code);
  SET_PARTITION_MODE(NORMAL, &code);
  return failed("NORMAL", code);
}
