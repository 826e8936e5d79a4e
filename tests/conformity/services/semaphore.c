// Semaphores.
#include "../program.h"

static SEMAPHORE_ID_TYPE fifo, priority;
static RETURN_CODE_TYPE jobs_code;

static SEMAPHORE_STATUS_TYPE status(SEMAPHORE_ID_TYPE semaphore) {
  SEMAPHORE_STATUS_TYPE status = {0};
  CODE(GET_SEMAPHORE_STATUS, semaphore, &status);
  return status;
}

static void wait_a_while(void) { jobs_code = CODE(WAIT_SEMAPHORE, fifo, 1 * MS); }
static void wait_fifo_l(void) { CODE(WAIT_SEMAPHORE, fifo, FOREVER), mark('l'); }
static void wait_fifo_h(void) { CODE(WAIT_SEMAPHORE, fifo, FOREVER), mark('h'); }
static void wait_priority_l(void) { CODE(WAIT_SEMAPHORE, priority, FOREVER), mark('l'); }
static void wait_priority_h(void) { CODE(WAIT_SEMAPHORE, priority, FOREVER), mark('h'); }

static void create(void) {
  RETURN_CODE_TYPE code = CODE(CREATE_SEMAPHORE, "fifo", 1, 2, FIFO, &fifo);
  WORKS(CREATE_SEMAPHORE, code, status(fifo).CURRENT_VALUE == 1 && status(fifo).MAXIMUM_VALUE == 2);
  CODE(CREATE_SEMAPHORE, "priority", 0, MAX_SEMAPHORE_VALUE, PRIORITY, &priority);
  SEMAPHORE_ID_TYPE id;
  EXPECT(CREATE_SEMAPHORE, NO_ACTION, 0, "fifo", 1, 2, FIFO, &id);
  EXPECT(CREATE_SEMAPHORE, INVALID_PARAM, 1, "other", 0, 0, FIFO, &id);
  EXPECT(CREATE_SEMAPHORE, INVALID_PARAM, 1, "other", 0, MAX_SEMAPHORE_VALUE + 1, FIFO, &id);
  EXPECT(CREATE_SEMAPHORE, INVALID_PARAM, 2, "other", -1, 2, FIFO, &id);
  EXPECT(CREATE_SEMAPHORE, INVALID_PARAM, 2, "other", 3, 2, FIFO, &id);
  EXPECT(CREATE_SEMAPHORE, INVALID_PARAM, 3, "other", 1, 2, 2, &id);
  check(CODE(CREATE_SEMAPHORE, "fifo", 3, 2, FIFO, &id) == NO_ACTION, "a name that is there comes before parameters");
  code = NO_ERROR;
  int made = 2;
  for (; code == NO_ERROR && made < MAX_NUMBER_OF_SEMAPHORES + 1; made++) {
    char name[8];
    snprintf(name, sizeof name, "%d", made);
    CREATE_SEMAPHORE(name, 0, 1, FIFO, &id, &code);
  }
  APEX_EXPECT(CREATE_SEMAPHORE, INVALID_CONFIG, 0, code);
  check(made == MAX_NUMBER_OF_SEMAPHORES + 1, "there can be MAX_NUMBER_OF_SEMAPHORES");
}

static void before_normal(void) {
  check(CODE(WAIT_SEMAPHORE, fifo, FOREVER) == NO_ERROR, "before NORMAL what need not wait can be done");
  EXPECT(WAIT_SEMAPHORE, INVALID_MODE, 0, fifo, FOREVER);
  check(CODE(WAIT_SEMAPHORE, fifo, 0) == NOT_AVAILABLE, "a TIME_OUT of 0 comes before the partition's mode");
}

static void tests(void) {
  SEMAPHORE_ID_TYPE id = 0;
  RETURN_CODE_TYPE code = CODE(GET_SEMAPHORE_ID, "priority", &id);
  WORKS(GET_SEMAPHORE_ID, code, id == priority);
  EXPECT(GET_SEMAPHORE_ID, INVALID_CONFIG, 0, "nothing", &id);
  EXPECT(CREATE_SEMAPHORE, INVALID_MODE, 0, "other", 1, 2, FIFO, &id);

  code = CODE(SIGNAL_SEMAPHORE, fifo);
  WORKS(SIGNAL_SEMAPHORE, code, status(fifo).CURRENT_VALUE == 1);
  CODE(SIGNAL_SEMAPHORE, fifo);
  EXPECT(SIGNAL_SEMAPHORE, INVALID_PARAM, 0, 999);
  EXPECT(SIGNAL_SEMAPHORE, NO_ACTION, 0, fifo);
  check(status(fifo).CURRENT_VALUE == 2, "a semaphore does not go above its maximum");
  code = CODE(WAIT_SEMAPHORE, fifo, 0);
  WORKS(WAIT_SEMAPHORE, code, status(fifo).CURRENT_VALUE == 1 && CODE(WAIT_SEMAPHORE, fifo, FOREVER) == NO_ERROR);
  EXPECT(WAIT_SEMAPHORE, INVALID_PARAM, 1, 999, 0);
  EXPECT(WAIT_SEMAPHORE, INVALID_PARAM, 2, fifo, -2);
  EXPECT(WAIT_SEMAPHORE, INVALID_PARAM, 2, fifo, TOO_LONG);
  EXPECT(WAIT_SEMAPHORE, NOT_AVAILABLE, 0, fifo, 0);
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  EXPECT(WAIT_SEMAPHORE, INVALID_MODE, 0, fifo, FOREVER);
  check(CODE(WAIT_SEMAPHORE, fifo, 0) == NOT_AVAILABLE, "a TIME_OUT of 0 comes before the preemption lock");
  check(CODE(WAIT_SEMAPHORE, fifo, -2) == INVALID_PARAM, "a TIME_OUT out of range comes before it, too");
  CODE(UNLOCK_PREEMPTION, &level);
  start(high, wait_a_while);
  pause_for(2 * MS);
  APEX_EXPECT(WAIT_SEMAPHORE, TIMED_OUT, 0, jobs_code);

  start(high, wait_fifo_l);
  start(highest, wait_fifo_h);
  SEMAPHORE_STATUS_TYPE is;
  code = CODE(GET_SEMAPHORE_STATUS, fifo, &is);
  WORKS(GET_SEMAPHORE_STATUS, code, is.CURRENT_VALUE == 0 && is.MAXIMUM_VALUE == 2 && is.WAITING_PROCESSES == 2);
  EXPECT(GET_SEMAPHORE_STATUS, INVALID_PARAM, 0, 999, &is);
  CODE(SIGNAL_SEMAPHORE, fifo);
  check(status(fifo).CURRENT_VALUE == 0 && status(fifo).WAITING_PROCESSES == 1, "a signal goes to one that waits");
  CODE(SIGNAL_SEMAPHORE, fifo);
  check(marked("lh"), "FIFO: who waits longest goes on first");
  start(high, wait_priority_l);
  start(highest, wait_priority_h);
  CODE(SIGNAL_SEMAPHORE, priority);
  CODE(SIGNAL_SEMAPHORE, priority);
  check(marked("hl"), "PRIORITY: who has the highest priority goes on first");

  start(high, wait_priority_l);
  start(highest, wait_priority_h);
  CODE(SET_PRIORITY, high, HIGHEST_PRIORITY + 1);
  CODE(SIGNAL_SEMAPHORE, priority);
  CODE(SIGNAL_SEMAPHORE, priority);
  check(marked("hl"), "SET_PRIORITY leaves who waits in its place");
  done();
}

int main(void) {
  make_processes();
  create();
  before_normal();
  run(tests);
}
