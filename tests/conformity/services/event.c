// Events.
#include "../program.h"

static EVENT_ID_TYPE event;
static RETURN_CODE_TYPE jobs_code;

static EVENT_STATUS_TYPE status(void) {
  EVENT_STATUS_TYPE status = {0};
  CODE(GET_EVENT_STATUS, event, &status);
  return status;
}

static void wait_a_while(void) { jobs_code = CODE(WAIT_EVENT, event, 1 * MS); }
static void wait_l(void) { CODE(WAIT_EVENT, event, FOREVER), mark('l'); }
static void wait_h(void) { CODE(WAIT_EVENT, event, FOREVER), mark('h'); }

static void create(void) {
  RETURN_CODE_TYPE code = CODE(CREATE_EVENT, "event", &event);
  WORKS(CREATE_EVENT, code, status().EVENT_STATE == DOWN && status().WAITING_PROCESSES == 0);
  EVENT_ID_TYPE id;
  EXPECT(CREATE_EVENT, NO_ACTION, 0, "event", &id);
  code = NO_ERROR;
  for (int made = 1; code == NO_ERROR && made < MAX_NUMBER_OF_EVENTS + 1; made++) {
    char name[8];
    snprintf(name, sizeof name, "%d", made);
    CREATE_EVENT(name, &id, &code);
  }
  APEX_EXPECT(CREATE_EVENT, INVALID_CONFIG, 0, code);
  check(id == MAX_NUMBER_OF_EVENTS, "there can be MAX_NUMBER_OF_EVENTS");
  check(CODE(CREATE_EVENT, "event", &id) == NO_ACTION, "a name that is there comes before the system file");
}

static void before_normal(void) {
  EXPECT(WAIT_EVENT, INVALID_MODE, 0, event, FOREVER);
  check(CODE(WAIT_EVENT, event, 0) == NOT_AVAILABLE, "a TIME_OUT of 0 comes before the partition's mode");
  CODE(SET_EVENT, event);
  check(CODE(WAIT_EVENT, event, FOREVER) == NO_ERROR, "before NORMAL what need not wait can be done");
  CODE(RESET_EVENT, event);
}

static void tests(void) {
  EVENT_ID_TYPE id = 0;
  RETURN_CODE_TYPE code = CODE(GET_EVENT_ID, "event", &id);
  WORKS(GET_EVENT_ID, code, id == event);
  EXPECT(GET_EVENT_ID, INVALID_CONFIG, 0, "nothing", &id);
  EXPECT(CREATE_EVENT, INVALID_MODE, 0, "other", &id);

  code = CODE(SET_EVENT, event);
  WORKS(SET_EVENT, code, status().EVENT_STATE == UP && CODE(SET_EVENT, event) == NO_ERROR);
  code = CODE(WAIT_EVENT, event, FOREVER);
  WORKS(WAIT_EVENT, code, status().EVENT_STATE == UP && CODE(WAIT_EVENT, event, 0) == NO_ERROR);
  code = CODE(RESET_EVENT, event);
  WORKS(RESET_EVENT, code, status().EVENT_STATE == DOWN && CODE(RESET_EVENT, event) == NO_ERROR);
  EXPECT(SET_EVENT, INVALID_PARAM, 0, 999);
  EXPECT(RESET_EVENT, INVALID_PARAM, 0, 999);
  EXPECT(WAIT_EVENT, INVALID_PARAM, 1, 999, 0);
  EXPECT(WAIT_EVENT, INVALID_PARAM, 2, event, -2);
  EXPECT(WAIT_EVENT, INVALID_PARAM, 2, event, TOO_LONG);
  EXPECT(WAIT_EVENT, NOT_AVAILABLE, 0, event, 0);
  start(high, wait_a_while);
  pause_for(2 * MS);
  APEX_EXPECT(WAIT_EVENT, TIMED_OUT, 0, jobs_code);

  start(high, wait_l);
  start(highest, wait_h);
  EVENT_STATUS_TYPE is;
  code = CODE(GET_EVENT_STATUS, event, &is);
  WORKS(GET_EVENT_STATUS, code, is.EVENT_STATE == DOWN && is.WAITING_PROCESSES == 2);
  EXPECT(GET_EVENT_STATUS, INVALID_PARAM, 0, 999, &is);
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  CODE(SET_EVENT, event);
  CODE(RESET_EVENT, event);
  CODE(UNLOCK_PREEMPTION, &level);
  check(marked("hl"), "all that wait go on, even when it is reset before they run");
  done();
}

int main(void) {
  make_processes();
  create();
  before_normal();
  run(tests);
}
