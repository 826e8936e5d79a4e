// Time management: waits, releases and deadlines. The partition has a window of 2 ms every 20 ms.
#include "../program.h"

#define FRAME (20 * MS)

static PROCESS_ID_TYPE periodic, delayed, armed, budgeted, late, endless;
static MUTEX_ID_TYPE mutex;
static RETURN_CODE_TYPE jobs_code;
static SYSTEM_TIME_TYPE entered;

// What the periodic process saw at its releases.
enum { RELEASES = 3 };
static SYSTEM_TIME_TYPE released[RELEASES], deadlines[RELEASES];
static RETURN_CODE_TYPE release_codes[RELEASES], code_with_lock, code_beyond, code_within;
static SYSTEM_TIME_TYPE delayed_deadline;

// What the error handler saw.
static int errors;
static SYSTEM_TIME_TYPE error_time;
static ERROR_STATUS_TYPE error;
static RETURN_CODE_TYPE wait_in_handler, replenish_in_handler, periodic_wait_in_handler;

static void handle(void) {
  error_time = now();
  errors++;
  CODE(GET_ERROR_STATUS, &error);
  wait_in_handler = CODE(TIMED_WAIT, 1 * MS);
  PERIODIC_WAIT(&periodic_wait_in_handler);
  replenish_in_handler = CODE(REPLENISH, 1 * MS);
}

static void be_periodic(void) {
  released[0] = now();
  deadlines[0] = deadline_of(periodic);
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  PERIODIC_WAIT(&code_with_lock);
  CODE(UNLOCK_PREEMPTION, &level);
  code_beyond = CODE(REPLENISH, FRAME);
  code_within = CODE(REPLENISH, FRAME - 1 * MS);
  for (int i = 1; i < RELEASES; i++) {
    PERIODIC_WAIT(&release_codes[i]);
    released[i] = now();
    deadlines[i] = deadline_of(periodic);
  }
}

static void be_delayed(void) { delayed_deadline = deadline_of(delayed); }

static void wait_for_ever(void) { SUSPEND_SELF(FOREVER, &jobs_code); }

static void be_budgeted(void) {
  SYSTEM_TIME_TYPE before = now();
  RETURN_CODE_TYPE code = CODE(REPLENISH, 500 * MS);
  SYSTEM_TIME_TYPE moved = deadline_of(budgeted);
  WORKS(REPLENISH, code, moved >= before + 500 * MS && moved <= now() + 500 * MS);
  check(CODE(REPLENISH, FOREVER) == NO_ERROR && deadline_of(budgeted) == FOREVER, "REPLENISH can take the deadline away");
  check(CODE(REPLENISH, 400 * MS) == NO_ERROR && deadline_of(budgeted) > 0, "and give it back");
}

static void mark_e(void) { mark('e'); }

static void spin(void) {
  for (;;) continue;
}

static void before_normal(void) {
  EXPECT(TIMED_WAIT, INVALID_MODE, 0, 1 * MS);
  EXPECT(REPLENISH, NO_ACTION, 0, 1 * MS);
  check(CODE(REPLENISH, -2) == INVALID_PARAM, "a budget out of range comes before the partition's mode");
  CODE(START, periodic);
  CODE(DELAYED_START, delayed, 1 * MS);
  CODE(START, armed);
  // Long enough for a release, and for a deadline if it counted from the start.
  SYSTEM_TIME_TYPE begin = now();
  while (now() < begin + 30 * MS) continue;
  check(deadline_of(armed) == FOREVER, "before NORMAL there is no deadline");
}

static void waits(void) {
  SYSTEM_TIME_TYPE before = 0, after = 0;
  RETURN_CODE_TYPE code = CODE(GET_TIME, &before);
  for (int i = 0; i < 100; i++) after = now();
  WORKS(GET_TIME, code, before > 30 * MS && after >= before && after < before + FRAME);
  start(equal, mark_e);
  before = now();
  code = CODE(TIMED_WAIT, 1 * MS);
  WORKS(TIMED_WAIT, code, now() >= before + 1 * MS && marked("e"));
  start(equal, mark_e);
  CODE(TIMED_WAIT, 0);
  check(marked("e"), "TIMED_WAIT(0) lets others of that priority go first");
  EXPECT(TIMED_WAIT, INVALID_PARAM, 0, -1);
  EXPECT(TIMED_WAIT, INVALID_PARAM, 0, TOO_LONG);
  CODE(ACQUIRE_MUTEX, mutex, 0);
  EXPECT(TIMED_WAIT, INVALID_MODE, 0, 0);
  check(CODE(TIMED_WAIT, -1) == INVALID_PARAM, "a time out of range comes before the mutex");
  CODE(RELEASE_MUTEX, mutex);
  RETURN_CODE_TYPE returned;
  PERIODIC_WAIT(&returned);
  APEX_EXPECT(PERIODIC_WAIT, INVALID_MODE, 2, returned);
}

static void releases(void) {
  pause_for(3 * FRAME);
  bool waited = true;
  for (int i = 1; i < RELEASES; i++) {
    waited = waited && deadlines[i] == deadlines[0] + i * FRAME && released[i] >= deadlines[i] - 10 * MS &&
             released[i] < deadlines[i] - 9 * MS;
  }
  WORKS(PERIODIC_WAIT, release_codes[1], waited && release_codes[2] == NO_ERROR);
  APEX_EXPECT(PERIODIC_WAIT, INVALID_MODE, 1, code_with_lock);
  SYSTEM_TIME_TYPE first = deadlines[0] - 10 * MS;
  check(first >= entered && first < entered + FRAME && released[0] >= first && released[0] < first + 500 * US,
        "the first release is at the first start of periodic processing after the entry into NORMAL");
  check(delayed_deadline == first + 1 * MS + 10 * MS, "a delay of a periodic process counts from there");
  SYSTEM_TIME_TYPE deadline = deadline_of(armed);
  check(deadline >= entered + 200 * MS && deadline < entered + 201 * MS,
        "a deadline of who was started before NORMAL counts from the entry into NORMAL");
  APEX_EXPECT(REPLENISH, INVALID_MODE, 0, code_beyond);
  check(code_within == NO_ERROR, "REPLENISH up to the next release");
  CODE(STOP, armed);
}

static void budgets(void) {
  CODE(START, budgeted);
  pause_for(FRAME);
  check(state_of(budgeted) == DORMANT, "the process with a budget ended");
  EXPECT(REPLENISH, INVALID_PARAM, 0, -2);
  EXPECT(REPLENISH, INVALID_PARAM, 0, TOO_LONG);
  SYSTEM_TIME_TYPE before = now();
  check(CODE(REPLENISH, 900 * MS) == NO_ERROR && deadline_of(tester) >= before + 900 * MS,
        "REPLENISH gives a deadline to who had none");
  CODE(REPLENISH, FOREVER);
}

// Early in a window, and some later: so in the time of others.
static void deadline_in_the_time_of_others(void) {
  check(errors == 0, "no deadline was missed yet");
  EXPECT(START, INVALID_CONFIG, 0, endless);
  EXPECT(DELAYED_START, INVALID_CONFIG, 0, late, LONGEST);
  check(state_of(endless) == DORMANT && state_of(late) == DORMANT, "a deadline beyond all times starts nothing");
  pause_for(FRAME);
  SYSTEM_TIME_TYPE before = now();
  CODE(START, late);
  SYSTEM_TIME_TYPE deadline = deadline_of(late);
  check(deadline >= before + 5 * MS && deadline <= now() + 5 * MS, "a deadline is the release and the time capacity");
  pause_for(3 * FRAME);
  check(errors == 1 && error.ERROR_CODE == DEADLINE_MISSED && error.FAILED_PROCESS_ID == late,
        "a deadline is missed, and once");
  SYSTEM_TIME_TYPE into_window = (error_time - released[0]) % FRAME;
  check(error_time > deadline + 10 * MS && (into_window < 500 * US || into_window > FRAME - 500 * US),
        "a deadline that passes in the time of others is raised as the next window begins");
  check(wait_in_handler == INVALID_MODE && periodic_wait_in_handler == INVALID_MODE, "the error handler may not wait");
  check(replenish_in_handler == NO_ACTION, "nor has it a deadline");
  CODE(STOP, late);
}

static void tests(void) {
  waits();
  releases();
  budgets();
  deadline_in_the_time_of_others();
  done();
}

static PROCESS_ID_TYPE make_with_capacity(char *name, void (*entry)(void), SYSTEM_TIME_TYPE capacity) {
  PROCESS_ATTRIBUTE_TYPE attributes = {
      .PERIOD = FOREVER,
      .TIME_CAPACITY = capacity,
      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)entry,
      .STACK_SIZE = 4096,
      .BASE_PRIORITY = LOW_PRIORITY,
      .DEADLINE = HARD,
  };
  strncpy(attributes.NAME, name, sizeof attributes.NAME);
  PROCESS_ID_TYPE process = NULL_PROCESS_ID;
  CODE(CREATE_PROCESS, &attributes, &process);
  return process;
}

int main(void) {
  make_processes();
  periodic = make_periodic("periodic", be_periodic, FRAME, 10 * MS);
  delayed = make_periodic("delayed", be_delayed, FRAME, 10 * MS);
  armed = make_with_capacity("armed", wait_for_ever, 200 * MS);
  budgeted = make_with_capacity("budgeted", be_budgeted, 100 * MS);
  endless = make_with_capacity("endless", spin, LONGEST);
  late = make_with_capacity("late", spin, 5 * MS);
  CODE(CREATE_MUTEX, "mutex", TESTER_PRIORITY, FIFO, &mutex);
  CODE(CREATE_ERROR_HANDLER, (SYSTEM_ADDRESS_TYPE)handle, 4096);
  before_normal();
  entered = now();
  run(tests);
}
