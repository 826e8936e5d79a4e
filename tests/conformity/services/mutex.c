// Mutexes, with the priority ceiling.
#include "../program.h"

// With a ceiling below the tester's priority, of its priority, and above it.
static MUTEX_ID_TYPE below, same, above, top;
static RETURN_CODE_TYPE owners_code, code_at_once, code_in_time, code_at_last, code_of_reset;
static MUTEX_STATUS_TYPE before, after;

static MUTEX_STATUS_TYPE status(MUTEX_ID_TYPE mutex) {
  MUTEX_STATUS_TYPE status = {0};
  CODE(GET_MUTEX_STATUS, mutex, &status);
  return status;
}

static bool is_free(MUTEX_ID_TYPE mutex) { return status(mutex).MUTEX_STATE == AVAILABLE; }

// Who owns a mutex has its ceiling and may not wait. So who finds it taken runs at the ceiling, too, and before the owner:
// coming down from a higher ceiling, it comes first among its equals.
static void come_down_to_ceiling(void) {
  CODE(ACQUIRE_MUTEX, top, 0);
  CODE(SET_PRIORITY, high, TESTER_PRIORITY);
  CODE(RELEASE_MUTEX, top);
}

static volatile bool is_over;

// In `equal`.
static void own_same(void) {
  CODE(ACQUIRE_MUTEX, same, FOREVER);
  CODE(ACQUIRE_MUTEX, same, FOREVER);
  while (!is_over) continue;
  CODE(RELEASE_MUTEX, same);
  owners_code = CODE(RELEASE_MUTEX, same);
}

// In `high`.
static void find_it_taken(void) {
  pause_for(1 * MS);
  come_down_to_ceiling();
  code_at_once = CODE(ACQUIRE_MUTEX, same, 0);
  code_in_time = CODE(ACQUIRE_MUTEX, same, 1 * MS);
}
static void wait_for_it(void) {
  pause_for(1 * MS);
  come_down_to_ceiling();
  code_at_last = CODE(ACQUIRE_MUTEX, same, FOREVER);
  mark('a');
  CODE(RELEASE_MUTEX, same);
}

// In `highest`, after some windows.
static void let_it_go(void) {
  pause_for(60 * MS);
  is_over = true;
}
static void take_it_away(void) {
  pause_for(60 * MS);
  before = status(same);
  code_of_reset = CODE(RESET_MUTEX, same, equal);
  after = status(same);
  is_over = true;
}
static void stop_its_owner(void) {
  pause_for(60 * MS);
  CODE(STOP, equal);
  after = status(same);
}

static void with_owner(void (*waiter)(void), void (*end)(void)) {
  is_over = false;
  start(highest, end);
  start(high, waiter);
  start(equal, own_same);
  pause_for(100 * MS);
}

static void mark_h(void) { mark('h'); }
static void mark_e(void) { mark('e'); }

static void create(void) {
  RETURN_CODE_TYPE code = CODE(CREATE_MUTEX, "same", TESTER_PRIORITY, FIFO, &same);
  MUTEX_STATUS_TYPE is = status(same);
  WORKS(CREATE_MUTEX, code, is.MUTEX_STATE == AVAILABLE && is.MUTEX_PRIORITY == TESTER_PRIORITY && is.LOCK_COUNT == 0);
  CODE(CREATE_MUTEX, "below", LOW_PRIORITY + 5, FIFO, &below);
  CODE(CREATE_MUTEX, "above", HIGH_PRIORITY, FIFO, &above);
  CODE(CREATE_MUTEX, "top", HIGHEST_PRIORITY, PRIORITY, &top);
  MUTEX_ID_TYPE id;
  EXPECT(CREATE_MUTEX, NO_ACTION, 0, "same", TESTER_PRIORITY, FIFO, &id);
  EXPECT(CREATE_MUTEX, INVALID_PARAM, 1, "other", MIN_PRIORITY_VALUE - 1, FIFO, &id);
  EXPECT(CREATE_MUTEX, INVALID_PARAM, 1, "other", MAX_PRIORITY_VALUE + 1, FIFO, &id);
  EXPECT(CREATE_MUTEX, INVALID_PARAM, 2, "other", TESTER_PRIORITY, 2, &id);
  check(CODE(CREATE_MUTEX, "same", 0, FIFO, &id) == NO_ACTION, "a name that is there comes before parameters");
  code = NO_ERROR;
  for (int made = 4; code == NO_ERROR && made < MAX_NUMBER_OF_MUTEXES + 1; made++) {
    char name[8];
    snprintf(name, sizeof name, "%d", made);
    CREATE_MUTEX(name, 1, FIFO, &id, &code);
  }
  APEX_EXPECT(CREATE_MUTEX, INVALID_CONFIG, 0, code);
  check(id == MAX_NUMBER_OF_MUTEXES, "there can be MAX_NUMBER_OF_MUTEXES");
}

static void find(void) {
  MUTEX_ID_TYPE id = 0;
  RETURN_CODE_TYPE code = CODE(GET_MUTEX_ID, "above", &id);
  WORKS(GET_MUTEX_ID, code, id == above);
  EXPECT(GET_MUTEX_ID, INVALID_CONFIG, 0, "nothing", &id);
  EXPECT(CREATE_MUTEX, INVALID_MODE, 0, "other", TESTER_PRIORITY, FIFO, &id);
}

static void acquire(void) {
  RETURN_CODE_TYPE code = CODE(ACQUIRE_MUTEX, above, FOREVER);
  bool raised = priority_of(tester) == HIGH_PRIORITY;
  start(high, mark_h);
  MUTEX_STATUS_TYPE is;
  RETURN_CODE_TYPE told = CODE(GET_MUTEX_STATUS, above, &is);
  WORKS(ACQUIRE_MUTEX, code, raised && marked(""));
  WORKS(GET_MUTEX_STATUS, told, is.MUTEX_OWNER == tester && is.MUTEX_STATE == OWNED && is.MUTEX_PRIORITY == HIGH_PRIORITY &&
                                    is.LOCK_COUNT == 1 && is.WAITING_PROCESSES == 0);
  EXPECT(GET_MUTEX_STATUS, INVALID_PARAM, 0, 999, &is);
  MUTEX_ID_TYPE id = 0;
  code = CODE(GET_PROCESS_MUTEX_STATE, tester, &id);
  WORKS(GET_PROCESS_MUTEX_STATE, code,
        id == above && CODE(GET_PROCESS_MUTEX_STATE, low, &id) == NO_ERROR && id == NO_MUTEX_OWNED);
  EXPECT(GET_PROCESS_MUTEX_STATE, INVALID_PARAM, 0, 99, &id);
  check(CODE(GET_PROCESS_MUTEX_STATE, NULL_PROCESS_ID, &id) == INVALID_PARAM, "NULL_PROCESS_ID is no process");

  EXPECT(ACQUIRE_MUTEX, INVALID_MODE, 2, same, FOREVER);
  check(CODE(ACQUIRE_MUTEX, same, 0) == INVALID_MODE, "who owns another mutex may not take a free one");
  check(CODE(ACQUIRE_MUTEX, same, -2) == INVALID_PARAM, "a TIME_OUT out of range comes before that");
  LOCK_LEVEL_TYPE level;
  check(CODE(LOCK_PREEMPTION, &level) == INVALID_MODE, "nor lock preemption");
  check(CODE(TIMED_WAIT, 0) == INVALID_MODE, "nor wait");
  for (int i = 1; i < MAX_LOCK_LEVEL; i++) CODE(ACQUIRE_MUTEX, above, 0);
  check(status(above).LOCK_COUNT == MAX_LOCK_LEVEL, "acquisitions are counted");
  EXPECT(ACQUIRE_MUTEX, INVALID_CONFIG, 0, above, 0);
  for (int i = 1; i < MAX_LOCK_LEVEL; i++) CODE(RELEASE_MUTEX, above);
  bool held = status(above).LOCK_COUNT == 1 && marked("");
  code = CODE(RELEASE_MUTEX, above);
  WORKS(RELEASE_MUTEX, code, held && is_free(above) && priority_of(tester) == TESTER_PRIORITY && marked("h"));
  EXPECT(RELEASE_MUTEX, INVALID_MODE, 0, above);
  EXPECT(RELEASE_MUTEX, INVALID_PARAM, 0, PREEMPTION_LOCK_MUTEX);
  check(CODE(RELEASE_MUTEX, 999) == INVALID_PARAM, "RELEASE_MUTEX of a mutex that is not there");

  EXPECT(ACQUIRE_MUTEX, INVALID_PARAM, 1, 999, 0);
  EXPECT(ACQUIRE_MUTEX, INVALID_PARAM, 1, PREEMPTION_LOCK_MUTEX, 0);
  EXPECT(ACQUIRE_MUTEX, INVALID_PARAM, 2, same, -2);
  EXPECT(ACQUIRE_MUTEX, INVALID_MODE, 3, below, 0);
  CODE(LOCK_PREEMPTION, &level);
  EXPECT(ACQUIRE_MUTEX, INVALID_MODE, 2, same, FOREVER);
  CODE(UNLOCK_PREEMPTION, &level);
}

static void priorities(void) {
  CODE(ACQUIRE_MUTEX, above, 0);
  start(equal, mark_e);
  CODE(RELEASE_MUTEX, above);
  check(marked(""), "who gives a mutex back comes first among those of its priority");
  CODE(TIMED_WAIT, 0);
  check(marked("e"), "and they have their turn after it");
  CODE(ACQUIRE_MUTEX, above, 0);
  CODE(SET_PRIORITY, tester, LOW_PRIORITY);
  bool held = priority_of(tester) == HIGH_PRIORITY;
  CODE(RELEASE_MUTEX, above);
  check(held && priority_of(tester) == LOW_PRIORITY, "SET_PRIORITY of an owner is what comes back with the release");
  CODE(SET_PRIORITY, tester, TESTER_PRIORITY);
  CODE(ACQUIRE_MUTEX, above, 0);
  CODE(SET_PRIORITY, tester, HIGHEST_PRIORITY);
  check(priority_of(tester) == HIGHEST_PRIORITY && CODE(ACQUIRE_MUTEX, above, 0) == INVALID_MODE,
        "an owner whose priority is set above the ceiling may not acquire it again");
  CODE(RELEASE_MUTEX, above);
  CODE(SET_PRIORITY, tester, TESTER_PRIORITY);
}

static void wait(void) {
  with_owner(find_it_taken, let_it_go);
  APEX_EXPECT(ACQUIRE_MUTEX, NOT_AVAILABLE, 0, code_at_once);
  APEX_EXPECT(ACQUIRE_MUTEX, TIMED_OUT, 0, code_in_time);
  check(owners_code == NO_ERROR && is_free(same), "the owner gave it back");
}

static void take_away(void) {
  EXPECT(RESET_MUTEX, INVALID_PARAM, 1, 999, tester);
  EXPECT(RESET_MUTEX, INVALID_PARAM, 1, PREEMPTION_LOCK_MUTEX, tester);
  EXPECT(RESET_MUTEX, INVALID_PARAM, 2, same, 99);
  EXPECT(RESET_MUTEX, INVALID_MODE, 0, same, low);
  with_owner(wait_for_it, take_it_away);
  bool was_owned = before.MUTEX_OWNER == equal && before.LOCK_COUNT == 2 && before.WAITING_PROCESSES == 1;
  WORKS(RESET_MUTEX, code_of_reset, was_owned && after.MUTEX_OWNER == high && after.LOCK_COUNT == 1);
  check(after.WAITING_PROCESSES == 0 && code_at_last == NO_ERROR && marked("a"), "the first that waited went on with it");
  check(owners_code == INVALID_MODE && is_free(same), "the owner before does not own it");
  with_owner(wait_for_it, stop_its_owner);
  check(after.MUTEX_OWNER == high && marked("a"), "STOP of the owner gives it to the first that waits");
}

static void tests(void) {
  find();
  acquire();
  priorities();
  wait();
  take_away();
  done();
}

int main(void) {
  make_processes();
  create();
  EXPECT(ACQUIRE_MUTEX, INVALID_MODE, 1, same, FOREVER);
  check(CODE(ACQUIRE_MUTEX, 999, 0) == INVALID_PARAM, "a mutex that is not there comes before the partition's mode");
  run(tests);
}
