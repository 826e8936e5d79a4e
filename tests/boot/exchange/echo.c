// Sends back what it receives.
#include <apex.h>
#include <stdio.h>

enum { BYTES = 8192 };

static QUEUING_PORT_ID_TYPE in, out;
static char message[BYTES];

static void echo(void) {
  for (;;) {
    MESSAGE_SIZE_TYPE length;
    RETURN_CODE_TYPE code;
    RECEIVE_QUEUING_MESSAGE(in, INFINITE_TIME_VALUE, (MESSAGE_ADDR_TYPE)message, &length, &code);
    if (code != NO_ERROR) printf("receive: %d\n", code);
    SEND_QUEUING_MESSAGE(out, (MESSAGE_ADDR_TYPE)message, length, 0, &code);
    if (code != NO_ERROR) printf("send: %d\n", code);
  }
}

static PROCESS_ATTRIBUTE_TYPE echo_process = {
    .NAME = "ECHO",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)echo,
    .PERIOD = INFINITE_TIME_VALUE,
    .TIME_CAPACITY = INFINITE_TIME_VALUE,
    .BASE_PRIORITY = 10,
    .STACK_SIZE = 8192,
    .DEADLINE = SOFT,
};

int main(void) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_QUEUING_PORT("IN", BYTES, 4, DESTINATION, FIFO, &in, &code);
  CREATE_QUEUING_PORT("OUT", BYTES, 1, SOURCE, FIFO, &out, &code);
  CREATE_PROCESS(&echo_process, &process, &code);
  START(process, &code);
  SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
