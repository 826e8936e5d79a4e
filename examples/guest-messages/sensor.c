// Native: MEASURE writes the temperature in each frame, ALARM sends two bursts of alarms. Where the queue is full, it waits
// as long as it said, and loses no time of its partition by that: MEASURE goes on.
#include <apex.h>
#include <stdio.h>

enum { MS = 1000000, PATIENCE = 50 * MS, DEPTH = 2, STACK_BYTES = 4096 };

static SAMPLING_PORT_ID_TYPE temperature_port;
static QUEUING_PORT_ID_TYPE alarms_port;

static const char *name_of(RETURN_CODE_TYPE code) {
  switch (code) {
    case NO_ERROR: return "NO_ERROR";
    case NOT_AVAILABLE: return "NOT_AVAILABLE";
    case TIMED_OUT: return "TIMED_OUT";
    default: return "some other code";
  }
}

static void measure(void) {
  for (APEX_INTEGER tenths = 200;; tenths++) {
    RETURN_CODE_TYPE code;
    WRITE_SAMPLING_MESSAGE(temperature_port, (MESSAGE_ADDR_TYPE)&tenths, sizeof tenths, &code);
    PERIODIC_WAIT(&code);
  }
}

// Sends an alarm, and tells what came of it and when.
static void send(APEX_INTEGER number, SYSTEM_TIME_TYPE patience) {
  SYSTEM_TIME_TYPE before, after;
  RETURN_CODE_TYPE code, ignored;
  GET_TIME(&before, &ignored);
  SEND_QUEUING_MESSAGE(alarms_port, (MESSAGE_ADDR_TYPE)&number, sizeof number, patience, &code);
  GET_TIME(&after, &ignored);
  long frames = (long)((after - before + 10 * MS) / (20 * MS));
  printf("alarm %ld: %s, frames waited: %ld\n", number, name_of(code), frames);
}

static void raise_alarms(void) {
  RETURN_CODE_TYPE code;
  TIMED_WAIT(30 * MS, &code);
  for (APEX_INTEGER number = 1; number <= 4; number++) send(number, PATIENCE);
  // By then the gateway is told to look away.
  TIMED_WAIT(130 * MS, &code);
  for (APEX_INTEGER number = 5; number <= 7; number++) send(number, PATIENCE);
  send(8, 0);
}

static PROCESS_ATTRIBUTE_TYPE processes[] = {
    {
        .NAME = "MEASURE",
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)measure,
        .PERIOD = 20 * MS,
        .TIME_CAPACITY = 20 * MS,
        .BASE_PRIORITY = 20,
        .STACK_SIZE = STACK_BYTES,
        .DEADLINE = SOFT,
    },
    {
        .NAME = "ALARM",
        .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)raise_alarms,
        .PERIOD = INFINITE_TIME_VALUE,
        .TIME_CAPACITY = INFINITE_TIME_VALUE,
        .BASE_PRIORITY = 10,
        .STACK_SIZE = STACK_BYTES,
        .DEADLINE = SOFT,
    },
};

int main(void) {
  RETURN_CODE_TYPE code;
  CREATE_SAMPLING_PORT("TEMPERATURE", sizeof(APEX_INTEGER), SOURCE, 0, &temperature_port, &code);
  if (code == NO_ERROR) CREATE_QUEUING_PORT("ALARMS", sizeof(APEX_INTEGER), DEPTH, SOURCE, FIFO, &alarms_port, &code);
  for (int i = 0; i < 2 && code == NO_ERROR; i++) {
    PROCESS_ID_TYPE process;
    CREATE_PROCESS(&processes[i], &process, &code);
    if (code == NO_ERROR) START(process, &code);
  }
  if (code == NO_ERROR) SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
