#include "program.h"

PROCESS_ID_TYPE tester, lowest, low, equal, high, highest;

static void (*jobs[16])(void);
static char marks[64];
static int mark_count;

void check(bool holds, const char *what) { printf("check %s: %s\n", what, holds ? "passed" : "failed"); }

void done(void) { printf("done\n"); }

static void work(void) {
  PROCESS_ID_TYPE self;
  RETURN_CODE_TYPE code;
  GET_MY_ID(&self, &code);
  jobs[self]();
}

static PROCESS_ID_TYPE create(char *name, void (*entry)(void), PRIORITY_TYPE priority, SYSTEM_TIME_TYPE period,
                              SYSTEM_TIME_TYPE capacity) {
  PROCESS_ATTRIBUTE_TYPE attributes = {
      .PERIOD = period,
      .TIME_CAPACITY = capacity,
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)entry,
      .STACK_SIZE = 4096,
      .BASE_PRIORITY = priority,
      .DEADLINE = SOFT,
  };
  strncpy(attributes.NAME, name, sizeof attributes.NAME);
  PROCESS_ID_TYPE process = NULL_PROCESS_ID;
  RETURN_CODE_TYPE code;
  CREATE_PROCESS(&attributes, &process, &code);
  if (code != NO_ERROR) check(false, name);
  return process;
}

PROCESS_ID_TYPE make(char *name, void (*entry)(void), PRIORITY_TYPE priority) {
  return create(name, entry, priority, FOREVER, FOREVER);
}

PROCESS_ID_TYPE make_periodic(char *name, void (*entry)(void), SYSTEM_TIME_TYPE period, SYSTEM_TIME_TYPE capacity) {
  return create(name, entry, HIGH_PRIORITY, period, capacity);
}

void make_processes(void) {
  tester = make("tester", work, TESTER_PRIORITY);
  lowest = make("lowest", work, LOWEST_PRIORITY);
  low = make("low", work, LOW_PRIORITY);
  equal = make("equal", work, TESTER_PRIORITY);
  high = make("high", work, HIGH_PRIORITY);
  highest = make("highest", work, HIGHEST_PRIORITY);
}

void start(PROCESS_ID_TYPE process, void (*job)(void)) {
  RETURN_CODE_TYPE code;
  STOP(process, &code);
  jobs[process] = job;
  START(process, &code);
  if (code != NO_ERROR) check(false, "a process starts");
}

_Noreturn void run(void (*tests)(void)) {
  start(tester, tests);
  RETURN_CODE_TYPE code;
  SET_PARTITION_MODE(NORMAL, &code);
  check(false, "SET_PARTITION_MODE(NORMAL) does not return");
  for (;;) SET_PARTITION_MODE(IDLE, &code);
}

void mark(char letter) {
  if (mark_count < (int)sizeof marks) marks[mark_count++] = letter;
}

bool marked(const char *letters) {
  int count = mark_count;
  mark_count = 0;
  return count == (int)strlen(letters) && memcmp(marks, letters, (size_t)count) == 0;
}

SYSTEM_TIME_TYPE now(void) {
  SYSTEM_TIME_TYPE time;
  RETURN_CODE_TYPE code;
  GET_TIME(&time, &code);
  return time;
}

static PROCESS_STATUS_TYPE status_of(PROCESS_ID_TYPE process) {
  PROCESS_STATUS_TYPE status;
  RETURN_CODE_TYPE code;
  GET_PROCESS_STATUS(process, &status, &code);
  if (code != NO_ERROR) check(false, "a process has a status");
  return status;
}

PROCESS_STATE_TYPE state_of(PROCESS_ID_TYPE process) { return status_of(process).PROCESS_STATE; }
PRIORITY_TYPE priority_of(PROCESS_ID_TYPE process) { return status_of(process).CURRENT_PRIORITY; }
SYSTEM_TIME_TYPE deadline_of(PROCESS_ID_TYPE process) { return status_of(process).DEADLINE_TIME; }

void pause_for(SYSTEM_TIME_TYPE duration) {
  RETURN_CODE_TYPE code;
  TIMED_WAIT(duration, &code);
  if (code != NO_ERROR) check(false, "the tester waits");
}
