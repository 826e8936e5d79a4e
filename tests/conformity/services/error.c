// Health monitoring: messages, the error handler, and what becomes of errors that it does not get.
#include <bulkhead/calls.h>
#include <bulkhead/retained.h>

#include "../program.h"

static SEMAPHORE_ID_TYPE semaphore;
static EVENT_ID_TYPE event;
static MUTEX_ID_TYPE mutex;

// What the error handler does besides taking errors, and what it saw.
static void (*in_handler)(void);
enum { ERRORS = 20 };
static ERROR_STATUS_TYPE errors[ERRORS];
static int error_count, turns;
static RETURN_CODE_TYPE after_last;

static MESSAGE_ADDR_TYPE text(const char *message) { return (MESSAGE_ADDR_TYPE)message; }

static void handle(void) {
  turns++;
  mark('H');
  while (error_count < ERRORS) {
    GET_ERROR_STATUS(&errors[error_count], &after_last);
    if (after_last != NO_ERROR) break;
    error_count++;
  }
  if (in_handler) in_handler();
}

static void forget(void (*next)(void)) {
  error_count = turns = 0;
  in_handler = next;
}

static void raise_error(void) { CODE(RAISE_APPLICATION_ERROR, APPLICATION_ERROR, text("oops"), 4); }

static RETURN_CODE_TYPE raised;
static void raise_and_go_on(void) {
  RAISE_APPLICATION_ERROR(APPLICATION_ERROR, text("oops"), 4, &raised);
  mark('g');
}

static bool seen(ERROR_CODE_TYPE code, PROCESS_ID_TYPE process) {
  return error_count == 1 && turns == 1 && errors[0].ERROR_CODE == code && errors[0].FAILED_PROCESS_ID == process;
}

static void before_normal(void) {
  EXPECT(CONFIGURE_ERROR_HANDLER, INVALID_CONFIG, 0, PROCESSES_PAUSE, 0);
  EXPECT(CREATE_ERROR_HANDLER, INVALID_PARAM, 0, &semaphore, 4096);
  EXPECT(CREATE_ERROR_HANDLER, INVALID_CONFIG, 0, (SYSTEM_ADDRESS_TYPE)handle, 0);
  EXPECT(CREATE_ERROR_HANDLER, INVALID_CONFIG, 0, (SYSTEM_ADDRESS_TYPE)handle, 8192 + 1);
  RETURN_CODE_TYPE code = CODE(CREATE_ERROR_HANDLER, (SYSTEM_ADDRESS_TYPE)handle, 8192);
  // Its effect is seen where it runs.
  check(code == NO_ERROR, "an error handler is made");
  EXPECT(CREATE_ERROR_HANDLER, NO_ACTION, 0, (SYSTEM_ADDRESS_TYPE)handle, 4096);
  check(CODE(CREATE_ERROR_HANDLER, (SYSTEM_ADDRESS_TYPE)handle, 0) == NO_ACTION, "a handler that is there comes before its stack");
  code = CODE(CONFIGURE_ERROR_HANDLER, PROCESSES_PAUSE, 0);
  WORKS(CONFIGURE_ERROR_HANDLER, code, CODE(CONFIGURE_ERROR_HANDLER, PROCESSES_SCHEDULED, CORE_AFFINITY_NO_PREFERENCE) == NO_ERROR);
  EXPECT(CONFIGURE_ERROR_HANDLER, INVALID_PARAM, 0, 2, 0);
  EXPECT(CONFIGURE_ERROR_HANDLER, INVALID_PARAM, 0, PROCESSES_PAUSE, 1);
}

// Whether the health log's last record is a message of this text.
static bool last_message_is(const char *message) {
  struct bulkhead_health_record record = {0};
  uint32_t number = 0;
  do number++;
  while (bulkhead_health_read(number, &record, NULL) == BULKHEAD_STATUS_OK);
  size_t length = strlen(message);
  return record.kind == BULKHEAD_HEALTH_MESSAGE && record.length == length && memcmp(record.message, message, length) == 0;
}

static void messages(void) {
  RETURN_CODE_TYPE code = CODE(REPORT_APPLICATION_MESSAGE, text("all is well"), 11);
  WORKS(REPORT_APPLICATION_MESSAGE, code, last_message_is("all is well"));
  EXPECT(REPORT_APPLICATION_MESSAGE, INVALID_PARAM, 0, text(""), -1);
  EXPECT(REPORT_APPLICATION_MESSAGE, INVALID_PARAM, 0, text(""), MAX_ERROR_MESSAGE_SIZE + 1);
  check(CODE(REPORT_APPLICATION_MESSAGE, text(""), 0) == NO_ERROR, "a message may be empty");
  check(CODE(REPORT_APPLICATION_MESSAGE, NOWHERE, 1) == INVALID_PARAM, "a message that is no memory of the partition");
  check(turns == 0, "a message is no error");
}

static void in_a_process(void) {
  EXPECT(CREATE_ERROR_HANDLER, INVALID_MODE, 0, (SYSTEM_ADDRESS_TYPE)handle, 4096);
  EXPECT(CONFIGURE_ERROR_HANDLER, INVALID_MODE, 0, PROCESSES_PAUSE, 0);
  check(CODE(CONFIGURE_ERROR_HANDLER, 2, 0) == INVALID_PARAM, "parameters come before NORMAL");
  ERROR_STATUS_TYPE status;
  EXPECT(GET_ERROR_STATUS, INVALID_CONFIG, 0, &status);
  EXPECT(RAISE_APPLICATION_ERROR, INVALID_PARAM, 1, DEADLINE_MISSED, text("oops"), 4);
  EXPECT(RAISE_APPLICATION_ERROR, INVALID_PARAM, 2, APPLICATION_ERROR, text("oops"), MAX_ERROR_MESSAGE_SIZE + 1);
  EXPECT(RAISE_APPLICATION_ERROR, INVALID_PARAM, 2, APPLICATION_ERROR, text("oops"), -1);
  check(turns == 0, "a wrong argument is no error");
}

static void application_error(void) {
  forget(NULL);
  raised = INVALID_CONFIG;
  start(high, raise_and_go_on);
  WORKS(RAISE_APPLICATION_ERROR, raised, seen(APPLICATION_ERROR, high) && marked("Hg"));
  WORKS(CREATE_ERROR_HANDLER, NO_ERROR, turns == 1);
  WORKS(GET_ERROR_STATUS, NO_ERROR, errors[0].LENGTH == 4 && memcmp(errors[0].MESSAGE, "oops", 4) == 0);
  APEX_EXPECT(GET_ERROR_STATUS, NO_ACTION, 0, after_last);
  forget(NULL);
  CODE(RAISE_APPLICATION_ERROR, APPLICATION_ERROR, NULL, 0);
  check(true, "an error without a message");
  marked("H");
}

// What the services do in the error handler.
static void try_services(void) {
  PROCESS_ID_TYPE id;
  EXPECT(GET_MY_ID, INVALID_MODE, 0, &id);
  PROCESS_INDEX_TYPE index;
  EXPECT(GET_MY_INDEX, INVALID_MODE, 1, &index);
  LOCK_LEVEL_TYPE level;
  EXPECT(LOCK_PREEMPTION, NO_ACTION, 0, &level);
  EXPECT(UNLOCK_PREEMPTION, NO_ACTION, 0, &level);
  EXPECT(SUSPEND_SELF, INVALID_MODE, 1, FOREVER);
  EXPECT(TIMED_WAIT, INVALID_MODE, 0, 0);
  RETURN_CODE_TYPE code;
  PERIODIC_WAIT(&code);
  APEX_EXPECT(PERIODIC_WAIT, INVALID_MODE, 1, code);
  EXPECT(REPLENISH, NO_ACTION, 0, 1 * MS);
  EXPECT(WAIT_SEMAPHORE, NOT_AVAILABLE, 0, semaphore, 0);
  EXPECT(WAIT_SEMAPHORE, INVALID_MODE, 0, semaphore, FOREVER);
  CODE(SIGNAL_SEMAPHORE, semaphore);
  check(CODE(WAIT_SEMAPHORE, semaphore, FOREVER) == NO_ERROR, "in the error handler what need not wait can be done");
  EXPECT(WAIT_EVENT, INVALID_MODE, 0, event, FOREVER);
  EXPECT(ACQUIRE_MUTEX, INVALID_MODE, 1, mutex, 0);
}

static LOCK_LEVEL_TYPE level_in_handler;
static RETURN_CODE_TYPE suspend_in_handler;
static void look_at_lock(void) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  level_in_handler = status.LOCK_LEVEL;
  suspend_in_handler = CODE(SUSPEND, errors[0].FAILED_PROCESS_ID);
}
static void stop_failed(void) { CODE(STOP, errors[0].FAILED_PROCESS_ID); }

static PROCESS_STATE_TYPE state_in_handler;
static void restart_failed(void) {
  state_in_handler = state_of(errors[0].FAILED_PROCESS_ID);
  CODE(STOP, errors[0].FAILED_PROCESS_ID);
  CODE(START, errors[0].FAILED_PROCESS_ID);
}

static void raise_with_lock(void) {
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  raise_and_go_on();
  CODE(UNLOCK_PREEMPTION, &level);
}

static void own_and_raise(void) {
  CODE(ACQUIRE_MUTEX, mutex, FOREVER);
  raise_and_go_on();
}

static void mark_l(void) { mark('l'); }

static void handler_and_lock(void) {
  forget(look_at_lock);
  start(high, raise_with_lock);
  check(level_in_handler == 1 && marked("Hg"), "the error handler runs above the preemption lock");
  APEX_EXPECT(SUSPEND, INVALID_MODE, 3, suspend_in_handler);
  forget(stop_failed);
  start(high, raise_with_lock);
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  check(marked("H") && status.LOCK_LEVEL == 0 && state_of(high) == DORMANT, "STOP of the owner takes the preemption lock back");
  start(highest, mark_l);
  check(marked("l"), "and others run again");
  forget(stop_failed);
  start(high, own_and_raise);
  MUTEX_STATUS_TYPE is;
  CODE(GET_MUTEX_STATUS, mutex, &is);
  check(marked("H") && is.MUTEX_STATE == AVAILABLE, "STOP of the owner frees the mutex");
}

// Faults, each of which a process makes once: the second time it finds that it did.
static int attempts;
static bool is_first(void) {
  mark('f');
  return attempts++ == 0;
}
static void divide(void) {
  if (is_first()) __asm__ volatile("xorl %%edx, %%edx; xorl %%ecx, %%ecx; divl %%ecx" ::: "eax", "ecx", "edx");
}
static void write_nowhere(void) {
  if (is_first()) *(volatile char *)NOWHERE = 1;
}
static void halt(void) {
  if (is_first()) __asm__ volatile("hlt");
}
static void illegal(void) {
  if (is_first()) __asm__ volatile("ud2");
}
static int deeper(volatile int depth) {
  volatile char frame[512];
  frame[0] = (char)depth;
  return depth == 0 ? frame[0] : deeper(depth - 1) + frame[0];
}
static void overflow(void) {
  if (is_first()) deeper(1000);
}

static void try_fault(void (*job)(void), ERROR_CODE_TYPE code, const char *what) {
  forget(restart_failed);
  attempts = 0;
  start(high, job);
  check(seen(code, high) && marked("fHf") && state_in_handler == FAULTED && state_of(high) == DORMANT, what);
}

static void faults(void) {
  try_fault(divide, NUMERIC_ERROR, "a division by zero is NUMERIC_ERROR; the process is FAULTED until it is stopped");
  try_fault(write_nowhere, MEMORY_VIOLATION, "an access to memory of others is MEMORY_VIOLATION");
  const char *failed = errors[0].FAILED_ADDRESS;
  check(failed > (const char *)write_nowhere && failed < (const char *)write_nowhere + 128, "FAILED_ADDRESS is the instruction's");
  try_fault(halt, ILLEGAL_REQUEST, "a privileged instruction is ILLEGAL_REQUEST");
  try_fault(illegal, ILLEGAL_REQUEST, "an illegal instruction is ILLEGAL_REQUEST");
  try_fault(overflow, STACK_OVERFLOW, "a stack's guard page is STACK_OVERFLOW");
}

// Several errors wait for a handler that runs: the oldest comes first.
static void raise_three(void) {
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  for (int i = 1; i <= 3; i++) CODE(RAISE_APPLICATION_ERROR, APPLICATION_ERROR, text("321"), i);
  CODE(UNLOCK_PREEMPTION, &level);
}

static void each_has_its_turn(void) {
  forget(NULL);
  start(high, raise_three);
  bool in_order = error_count == 3 && turns == 3;
  for (int i = 0; i < 3; i++) in_order = in_order && errors[i].LENGTH == i + 1;
  check(in_order && marked("HHH"), "the error handler begins anew for each error");
}

// What follows makes the partition start again.
BULKHEAD_RETAINED static int run_number = 0;

static bool started_again(void) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  return status.OPERATING_MODE == WARM_START && status.START_CONDITION == HM_PARTITION_RESTART;
}

BULKHEAD_RETAINED static int retained_turns;
static void count_turn(void) { retained_turns++; }

static void fault(void) { *(volatile char *)NOWHERE = 1; }

// The handler ends its turn and the process faults again.
static void fault_for_ever(void) {
  run_number = 1;
  retained_turns = 0;
  forget(count_turn);
  start(high, fault);
  check(false, "a fault that is not dealt with becomes the partition's");
}

static void tests(void) {
  messages();
  in_a_process();
  application_error();
  forget(try_services);
  start(high, raise_error);
  check(turns == 1 && marked("H"), "the handler tried the services");
  handler_and_lock();
  faults();
  each_has_its_turn();
  fault_for_ever();
}

static void tests_after_faults(void) {
  run_number = 2;
  forget(fault);
  start(high, raise_error);
  check(false, "an error in the error handler is the partition's");
}

static void tests_without_handler(void) {
  run_number = 4;
  fault();
  check(false, "an error without an error handler is the partition's");
}

int main(void) {
  make_processes();
  CODE(CREATE_SEMAPHORE, "semaphore", 0, 1, FIFO, &semaphore);
  CODE(CREATE_EVENT, "event", &event);
  CODE(CREATE_MUTEX, "mutex", HIGH_PRIORITY, FIFO, &mutex);
  switch (run_number) {
    case 0:
      before_normal();
      run(tests);
      break;
    case 1:
      check(started_again() && retained_turns > 0 && retained_turns < 10,
            "a process that faults again and again is left to the handler a few times, then it is the partition's error");
      CODE(CREATE_ERROR_HANDLER, (SYSTEM_ADDRESS_TYPE)handle, 8192);
      run(tests_after_faults);
      break;
    case 2:
      check(started_again(), "an error in the error handler is the partition's");
      CODE(CREATE_ERROR_HANDLER, (SYSTEM_ADDRESS_TYPE)handle, 8192);
      run_number = 3;
      fault();
      break;
    case 3:
      check(started_again(), "an error during the start is the partition's, with a handler as well");
      run(tests_without_handler);
      break;
    default:
      check(started_again(), "an error without an error handler is the partition's");
      done();
      CODE(SET_PARTITION_MODE, IDLE);
  }
  return 0;
}
