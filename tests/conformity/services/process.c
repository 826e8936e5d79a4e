// Process management: who runs, when, and in what state the others are.
#include "../program.h"

static PROCESS_ID_TYPE periodic, armed, filling;
static SEMAPHORE_ID_TYPE semaphore;
// Of the tester's priority, and of one between its and that of `low`.
static MUTEX_ID_TYPE mutex, below;
static RETURN_CODE_TYPE jobs_code;
static int started;

static void nothing(void) {}
static void count_start(void) { started++; }
static void mark_h(void) { mark('h'); }
static void mark_l(void) { mark('l'); }
static void mark_e(void) { mark('e'); }

static void stop_self(void) {
  mark('s');
  STOP_SELF();
  mark('x');
}

static void suspend_self(void) {
  SUSPEND_SELF(FOREVER, &jobs_code);
  mark('r');
}
static void suspend_for_a_while(void) { SUSPEND_SELF(1 * MS, &jobs_code); }

static void suspend_periodic(void) {
  SUSPEND_SELF(FOREVER, &jobs_code);
  mark('p');
  RETURN_CODE_TYPE code;
  for (;;) PERIODIC_WAIT(&code);
}

static void wait_for_signal(void) {
  WAIT_SEMAPHORE(semaphore, FOREVER, &jobs_code);
  mark('w');
}
static void wait_a_while(void) { WAIT_SEMAPHORE(semaphore, 1 * MS, &jobs_code); }

static void own_mutex(void) {
  CODE(ACQUIRE_MUTEX, below, FOREVER);
  mark('o');
  for (;;) continue;
}

static PROCESS_ATTRIBUTE_TYPE attributes(char *name) {
  PROCESS_ATTRIBUTE_TYPE some = {
      .PERIOD = FOREVER,
      .TIME_CAPACITY = FOREVER,
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)nothing,
      .STACK_SIZE = 4096,
      .BASE_PRIORITY = 10,
      .DEADLINE = HARD,
  };
  strncpy(some.NAME, name, sizeof some.NAME);
  return some;
}

// What CREATE_PROCESS returns for a new name and these attributes, but for one.
#define EXPECT_CREATE(code, check, ...)                          \
  do {                                                           \
    PROCESS_ATTRIBUTE_TYPE some = attributes("refused");         \
    __VA_ARGS__;                                                 \
    PROCESS_ID_TYPE id;                                          \
    EXPECT(CREATE_PROCESS, code, check, &some, &id);             \
  } while (0)

static void create(void) {
  EXPECT_CREATE(INVALID_PARAM, 1, some.ENTRY_POINT = &semaphore);
  EXPECT_CREATE(NO_ACTION, 0, some = attributes("tester"));
  EXPECT_CREATE(INVALID_PARAM, 2, some.STACK_SIZE = 0);
  EXPECT_CREATE(INVALID_PARAM, 3, some.BASE_PRIORITY = MIN_PRIORITY_VALUE - 1);
  EXPECT_CREATE(INVALID_PARAM, 3, some.BASE_PRIORITY = MAX_PRIORITY_VALUE + 1);
  EXPECT_CREATE(INVALID_PARAM, 4, some.PERIOD = 0);
  EXPECT_CREATE(INVALID_PARAM, 4, some.PERIOD = -2);
  EXPECT_CREATE(INVALID_PARAM, 4, some.TIME_CAPACITY = 0);
  EXPECT_CREATE(INVALID_PARAM, 4, some.TIME_CAPACITY = TOO_LONG);
  EXPECT_CREATE(INVALID_PARAM, 5, some.PERIOD = 20 * MS, some.TIME_CAPACITY = 20 * MS + 1);
  EXPECT_CREATE(INVALID_PARAM, 6, some.DEADLINE = 2);
  EXPECT_CREATE(INVALID_CONFIG, 1, some.PERIOD = 30 * MS);
  EXPECT_CREATE(INVALID_CONFIG, 2, some.STACK_SIZE = 8192 + 1);

  PROCESS_ATTRIBUTE_TYPE both = attributes("tester");
  both.STACK_SIZE = 0;
  PROCESS_ID_TYPE id;
  check(CODE(CREATE_PROCESS, &both, &id) == NO_ACTION, "a name that is there comes before parameters");
  both = attributes("refused");
  both.STACK_SIZE = 0;
  both.PERIOD = 30 * MS;
  check(CODE(CREATE_PROCESS, &both, &id) == INVALID_PARAM, "parameters come before the system file");

  // A name of all 32 characters, and another that differs from it in the last alone.
  PROCESS_ATTRIBUTE_TYPE full = attributes("12345678901234567890123456789012");
  check(CODE(CREATE_PROCESS, &full, &filling) == NO_ERROR, "a name may be 32 characters without a NUL");
  check(CODE(CREATE_PROCESS, &full, &id) == NO_ACTION, "and is the same to its last character");
  PROCESS_ATTRIBUTE_TYPE behind = attributes("tester");
  behind.NAME[7] = 'x';
  check(CODE(CREATE_PROCESS, &behind, &id) == NO_ACTION, "what follows a NUL in a name does not count");

  full.NAME[31] = '3';
  full.PERIOD = full.TIME_CAPACITY = 20 * MS;
  full.STACK_SIZE = 8192;
  RETURN_CODE_TYPE code = CODE(CREATE_PROCESS, &full, &id);
  PROCESS_STATUS_TYPE status;
  GET_PROCESS_STATUS(id, &status, &jobs_code);
  bool kept = memcmp(&status.ATTRIBUTES, &full, sizeof full) == 0;
  WORKS(CREATE_PROCESS, code, kept && status.PROCESS_STATE == DORMANT && id == filling + 1);

  for (int i = 0; code == NO_ERROR && i < 12; i++) {
    char name[4] = {'f', (char)('a' + i)};
    PROCESS_ATTRIBUTE_TYPE more = attributes(name);
    CREATE_PROCESS(&more, &id, &code);
  }
  EXPECT_CREATE(INVALID_CONFIG, 4, (void)0);
  check(id == 12, "there are as many as the system file says");
}

static void before_normal(void) {
  PROCESS_ID_TYPE id = 0;
  check(CODE(GET_MY_ID, &id) == NO_ERROR && id == MAIN_PROCESS_ID, "the initialising process is MAIN_PROCESS_ID");
  check(CODE(START, MAIN_PROCESS_ID) == INVALID_PARAM, "MAIN_PROCESS_ID is no process");
  PROCESS_INDEX_TYPE index;
  EXPECT(GET_MY_INDEX, INVALID_MODE, 2, &index);
  WORKS(INITIALIZE_PROCESS_CORE_AFFINITY, CODE(INITIALIZE_PROCESS_CORE_AFFINITY, low, 0),
        CODE(INITIALIZE_PROCESS_CORE_AFFINITY, low, CORE_AFFINITY_NO_PREFERENCE) == NO_ERROR);
  EXPECT(INITIALIZE_PROCESS_CORE_AFFINITY, INVALID_PARAM, 0, NULL_PROCESS_ID, 0);
  EXPECT(INITIALIZE_PROCESS_CORE_AFFINITY, INVALID_CONFIG, 0, low, 1);
  STOP_SELF();
  check(true, "STOP_SELF does nothing before NORMAL");
  check(CODE(SUSPEND_SELF, FOREVER) == INVALID_MODE, "the initialising process may not suspend itself");
  CODE(START, armed);
  check(state_of(armed) == WAITING && CODE(START, armed) == NO_ACTION, "a process that is started before NORMAL waits");
  CODE(STOP, armed);
  check(state_of(armed) == DORMANT && CODE(START, armed) == NO_ERROR, "and can be stopped and started again");
}

static void find(void) {
  PROCESS_ID_TYPE id = 0;
  RETURN_CODE_TYPE code = CODE(GET_PROCESS_ID, "low", &id);
  WORKS(GET_PROCESS_ID, code, id == low);
  EXPECT(GET_PROCESS_ID, INVALID_CONFIG, 0, "lo", &id);
  check(CODE(GET_PROCESS_ID, NOWHERE, &id) == INVALID_PARAM, "a name that is no memory of the partition");
  PROCESS_STATUS_TYPE status;
  code = CODE(GET_PROCESS_STATUS, tester, &status);
  bool is_right = status.PROCESS_STATE == RUNNING && status.DEADLINE_TIME == FOREVER &&
                  status.ATTRIBUTES.BASE_PRIORITY == TESTER_PRIORITY && status.ATTRIBUTES.STACK_SIZE == 4096 &&
                  strcmp(status.ATTRIBUTES.NAME, "tester") == 0;
  WORKS(GET_PROCESS_STATUS, code, is_right);
  EXPECT(GET_PROCESS_STATUS, INVALID_PARAM, 0, 13, &status);
  code = CODE(GET_MY_ID, &id);
  WORKS(GET_MY_ID, code, id == tester);
  PROCESS_INDEX_TYPE index;
  code = CODE(GET_MY_INDEX, &index);
  WORKS(GET_MY_INDEX, code, index == tester - 1);
  PROCESSOR_CORE_ID_TYPE core = 1;
  code = CODE(GET_MY_PROCESSOR_CORE_ID, &core);
  WORKS(GET_MY_PROCESSOR_CORE_ID, code, core == 0);
}

static void in_normal(void) {
  EXPECT_CREATE(INVALID_MODE, 0, (void)0);
  PROCESS_ATTRIBUTE_TYPE there = attributes("tester");
  PROCESS_ID_TYPE id;
  check(CODE(CREATE_PROCESS, &there, &id) == INVALID_MODE, "NORMAL comes before a name that is there");
  EXPECT(INITIALIZE_PROCESS_CORE_AFFINITY, INVALID_MODE, 0, low, 0);
}

static void start_and_stop(void) {
  start(high, mark_h);
  mark('t');
  check(marked("ht"), "who has a higher priority runs as soon as it is started");
  start(low, mark_l);
  RETURN_CODE_TYPE code = NO_ERROR;
  mark('t');
  pause_for(1 * MS);
  check(marked("tl"), "who has a lower priority runs when the others wait");
  start(equal, mark_e);
  mark('t');
  CODE(TIMED_WAIT, 0);
  check(marked("te"), "who has the same priority runs when it is its turn");

  start(low, count_start);
  CODE(SET_PRIORITY, low, LOW_PRIORITY + 1);
  CODE(STOP, low);
  check(priority_of(low) == LOW_PRIORITY + 1, "STOP leaves the current priority");
  code = CODE(START, low);
  WORKS(START, code, state_of(low) == READY && priority_of(low) == LOW_PRIORITY);
  EXPECT(START, INVALID_PARAM, 0, NULL_PROCESS_ID);
  EXPECT(START, NO_ACTION, 0, low);
  pause_for(1 * MS);
  check(started == 1 && state_of(low) == DORMANT, "a process that returns is DORMANT");

  start(high, stop_self);
  WORKS(STOP_SELF, NO_ERROR, marked("s") && state_of(high) == DORMANT);

  start(low, own_mutex);
  pause_for(1 * MS);
  MUTEX_STATUS_TYPE owned, freed;
  GET_MUTEX_STATUS(below, &owned, &code);
  code = CODE(STOP, low);
  CODE(GET_MUTEX_STATUS, below, &freed);
  WORKS(STOP, code, marked("o") && owned.MUTEX_OWNER == low && freed.MUTEX_STATE == AVAILABLE && state_of(low) == DORMANT);
  EXPECT(STOP, INVALID_PARAM, 0, tester);
  check(CODE(STOP, 13) == INVALID_PARAM, "STOP of a process that is not there");
  EXPECT(STOP, NO_ACTION, 0, low);
}

static void delayed_start(void) {
  SYSTEM_TIME_TYPE before = now();
  start(high, mark_h);
  marked("h");
  RETURN_CODE_TYPE code = CODE(DELAYED_START, high, 40 * MS);
  check(state_of(high) == WAITING && marked(""), "a start with a delay waits");
  EXPECT(DELAYED_START, NO_ACTION, 0, high, 1 * MS);
  while (now() < before + 1 * MS) continue;
  bool early = !marked("");
  pause_for(60 * MS);
  WORKS(DELAYED_START, code, !early && marked("h"));
  code = CODE(DELAYED_START, high, 0);
  check(code == NO_ERROR && marked("h"), "a delay of 0 is none");
  EXPECT(DELAYED_START, INVALID_PARAM, 1, NULL_PROCESS_ID, 0);
  EXPECT(DELAYED_START, INVALID_PARAM, 2, low, -1);
  EXPECT(DELAYED_START, INVALID_PARAM, 2, low, TOO_LONG);
  EXPECT(DELAYED_START, INVALID_PARAM, 3, periodic, 20 * MS);
  check(CODE(DELAYED_START, tester, -1) == INVALID_PARAM, "a delay out of range comes before the process's state");
  check(CODE(DELAYED_START, periodic, 20 * MS - 1) == NO_ERROR, "a delay just below the period");
  CODE(STOP, periodic);
}

static void priorities(void) {
  start(low, mark_l);
  RETURN_CODE_TYPE code = CODE(SET_PRIORITY, low, TESTER_PRIORITY + 1);
  WORKS(SET_PRIORITY, code, marked("l"));
  start(low, mark_l);
  start(equal, mark_e);
  CODE(SET_PRIORITY, low, TESTER_PRIORITY);
  CODE(SET_PRIORITY, tester, TESTER_PRIORITY);
  check(marked("el"), "SET_PRIORITY puts a process behind all others of that priority");
  EXPECT(SET_PRIORITY, INVALID_PARAM, 1, NULL_PROCESS_ID, 10);
  EXPECT(SET_PRIORITY, INVALID_PARAM, 2, tester, MIN_PRIORITY_VALUE - 1);
  EXPECT(SET_PRIORITY, INVALID_PARAM, 2, tester, MAX_PRIORITY_VALUE + 1);
  EXPECT(SET_PRIORITY, INVALID_MODE, 0, low, 10);
  check(CODE(SET_PRIORITY, low, 0) == INVALID_PARAM, "a priority out of range comes before DORMANT");
}

static void suspend(void) {
  start(low, mark_l);
  RETURN_CODE_TYPE code = CODE(SUSPEND, low);
  pause_for(1 * MS);
  WORKS(SUSPEND, code, marked("") && state_of(low) == WAITING);
  EXPECT(SUSPEND, NO_ACTION, 0, low);
  code = CODE(RESUME, low);
  bool is_ready = state_of(low) == READY;
  EXPECT(RESUME, NO_ACTION, 0, low);
  pause_for(1 * MS);
  WORKS(RESUME, code, is_ready && marked("l"));

  EXPECT(SUSPEND, INVALID_PARAM, 0, tester);
  check(CODE(SUSPEND, 13) == INVALID_PARAM, "SUSPEND of a process that is not there");
  EXPECT(SUSPEND, INVALID_MODE, 1, low);
  EXPECT(SUSPEND, INVALID_MODE, 2, periodic);
  start(low, own_mutex);
  pause_for(1 * MS);
  EXPECT(SUSPEND, INVALID_MODE, 3, low);
  CODE(STOP, low);
  check(marked("o"), "the owner of the mutex ran");
  EXPECT(RESUME, INVALID_PARAM, 0, tester);
  check(CODE(RESUME, 13) == INVALID_PARAM, "RESUME of a process that is not there");
  EXPECT(RESUME, INVALID_MODE, 1, low);
  EXPECT(RESUME, INVALID_MODE, 2, periodic);
}

static void suspend_oneself(void) {
  jobs_code = INVALID_CONFIG;
  start(high, suspend_self);
  bool waits = state_of(high) == WAITING && marked("");
  CODE(RESUME, high);
  WORKS(SUSPEND_SELF, jobs_code, waits && marked("r"));
  SYSTEM_TIME_TYPE before = now();
  check(CODE(SUSPEND_SELF, 0) == NO_ERROR && now() < before + 1 * MS, "SUSPEND_SELF(0) returns at once");
  start(high, suspend_for_a_while);
  pause_for(2 * MS);
  APEX_EXPECT(SUSPEND_SELF, TIMED_OUT, 0, jobs_code);
  EXPECT(SUSPEND_SELF, INVALID_PARAM, 0, -2);
  check(CODE(SUSPEND_SELF, TOO_LONG) == INVALID_PARAM, "SUSPEND_SELF for too long");
  CODE(ACQUIRE_MUTEX, mutex, 0);
  EXPECT(SUSPEND_SELF, INVALID_MODE, 1, FOREVER);
  check(CODE(SUSPEND_SELF, 0) == INVALID_MODE, "who may not suspend itself may not for a time of 0");
  check(CODE(SUSPEND_SELF, -2) == INVALID_PARAM, "a time out of range comes before the mutex");
  CODE(RELEASE_MUTEX, mutex);
  jobs_code = NO_ERROR;
  check(CODE(START, periodic) == NO_ERROR && state_of(periodic) == WAITING, "a periodic process waits for its release");
  pause_for(22 * MS);
  check(marked("p"), "which is the next start of periodic processing");
  APEX_EXPECT(SUSPEND_SELF, INVALID_MODE, 2, jobs_code);
  check(CODE(SUSPEND, periodic) == INVALID_MODE && CODE(RESUME, periodic) == INVALID_MODE,
        "a periodic process that runs can't be suspended either");
  CODE(STOP, periodic);
}

static void two_reasons(void) {
  jobs_code = INVALID_CONFIG;
  start(high, wait_for_signal);
  CODE(SUSPEND, high);
  CODE(RESUME, high);
  check(state_of(high) == WAITING && marked(""), "RESUME does not end the wait for a semaphore");
  CODE(SUSPEND, high);
  CODE(SIGNAL_SEMAPHORE, semaphore);
  check(state_of(high) == WAITING && marked(""), "a signal does not end a suspension");
  CODE(RESUME, high);
  check(marked("w") && jobs_code == NO_ERROR, "when both have come the process goes on");
  jobs_code = NO_ERROR;
  start(high, wait_a_while);
  CODE(SUSPEND, high);
  pause_for(3 * MS);
  SEMAPHORE_STATUS_TYPE status;
  CODE(GET_SEMAPHORE_STATUS, semaphore, &status);
  check(state_of(high) == WAITING && status.WAITING_PROCESSES == 0, "a time-out passes during a suspension");
  CODE(RESUME, high);
  check(jobs_code == TIMED_OUT, "and is told of after it");
}

static void locks(void) {
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  check(CODE(SUSPEND_SELF, FOREVER) == INVALID_MODE, "who holds the preemption lock may not suspend itself");
  CODE(UNLOCK_PREEMPTION, &level);
}

static void tests(void) {
  check(started == 1, "what was started before NORMAL runs in it");
  started = 0;
  find();
  in_normal();
  start_and_stop();
  delayed_start();
  priorities();
  suspend();
  suspend_oneself();
  two_reasons();
  locks();
  done();
}

int main(void) {
  make_processes();
  periodic = make_periodic("periodic", suspend_periodic, 20 * MS, 20 * MS);
  armed = make("armed", count_start, TESTER_PRIORITY);
  CODE(CREATE_SEMAPHORE, "semaphore", 0, 1, FIFO, &semaphore);
  CODE(CREATE_MUTEX, "mutex", TESTER_PRIORITY, FIFO, &mutex);
  CODE(CREATE_MUTEX, "below", LOW_PRIORITY + 1, FIFO, &below);
  before_normal();
  create();
  run(tests);
}
