// Keeps a height: reads what the plant outside measures, and sends it a command. Where the plant says nothing new, it holds.
#include <apex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MS = 1000000, TARGET = 1000, HEIGHT_BYTES = 16, COMMAND_BYTES = 32 };

static SAMPLING_PORT_ID_TYPE height_port;
static QUEUING_PORT_ID_TYPE command_port;

static void must(RETURN_CODE_TYPE code, const char *service) {
  if (code == NO_ERROR) return;
  printf("%s: return code %d\n", service, code);
  SET_PARTITION_MODE(IDLE, &code);
}

static void command(const char *text) {
  RETURN_CODE_TYPE code;
  SEND_QUEUING_MESSAGE(command_port, (MESSAGE_ADDR_TYPE)text, (MESSAGE_SIZE_TYPE)strlen(text), 0, &code);
  must(code, "SEND_QUEUING_MESSAGE");
}

static void control(void) {
  for (;;) {
    char height[HEIGHT_BYTES + 1];
    char text[COMMAND_BYTES];
    MESSAGE_SIZE_TYPE length = 0;
    VALIDITY_TYPE validity = INVALID;
    RETURN_CODE_TYPE code;
    READ_SAMPLING_MESSAGE(height_port, (MESSAGE_ADDR_TYPE)height, &length, &validity, &code);
    height[length] = '\0';
    if (code != NO_ERROR) {
      printf("no height yet\n");
    } else if (validity != VALID) {
      printf("height %s is too old\n", height);
      command("hold");
    } else {
      snprintf(text, sizeof text, "elevator %d", (TARGET - atoi(height)) / 2);
      printf("height %s: %s\n", height, text);
      command(text);
    }
    PERIODIC_WAIT(&code);
  }
}

static PROCESS_ATTRIBUTE_TYPE control_process = {
    .NAME = "CONTROL",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)control,
    .PERIOD = 100 * MS,
    .TIME_CAPACITY = 50 * MS,
    .BASE_PRIORITY = 10,
    .STACK_SIZE = 8192,
    .DEADLINE = SOFT,
};

int main(void) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT("HEIGHT", HEIGHT_BYTES, DESTINATION, 150 * MS, &height_port, &code);
  must(code, "CREATE_SAMPLING_PORT");
  CREATE_QUEUING_PORT("COMMANDS", COMMAND_BYTES, 4, SOURCE, FIFO, &command_port, &code);
  must(code, "CREATE_QUEUING_PORT");
  CREATE_PROCESS(&control_process, &process, &code);
  must(code, "CREATE_PROCESS");
  START(process, &code);
  must(code, "START");
  SET_PARTITION_MODE(NORMAL, &code);
  return 1;
}
