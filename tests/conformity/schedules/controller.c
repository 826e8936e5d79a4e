// The partition that may change the module's schedule.
#include "../program.h"

#define FRAME (20 * MS)

static SCHEDULE_ID_TYPE first, second, third;

static SCHEDULE_STATUS_TYPE status(void) {
  SCHEDULE_STATUS_TYPE status = {0};
  CODE(GET_MODULE_SCHEDULE_STATUS, &status);
  return status;
}

static bool is(SCHEDULE_ID_TYPE current, SCHEDULE_ID_TYPE next) {
  SCHEDULE_STATUS_TYPE now = status();
  return now.CURRENT_SCHEDULE == current && now.NEXT_SCHEDULE == next;
}

static void find(void) {
  RETURN_CODE_TYPE code = CODE(GET_MODULE_SCHEDULE_ID, "first", &first);
  CODE(GET_MODULE_SCHEDULE_ID, "second", &second);
  CODE(GET_MODULE_SCHEDULE_ID, "third", &third);
  WORKS(GET_MODULE_SCHEDULE_ID, code, first == 1 && second == 2 && third == 3);
  SCHEDULE_ID_TYPE id;
  EXPECT(GET_MODULE_SCHEDULE_ID, INVALID_CONFIG, 0, "fourth", &id);
}

static void change(void) {
  SCHEDULE_STATUS_TYPE before;
  RETURN_CODE_TYPE code = CODE(GET_MODULE_SCHEDULE_STATUS, &before);
  WORKS(GET_MODULE_SCHEDULE_STATUS, code, is(first, first) && before.TIME_OF_LAST_SCHEDULE_SWITCH == 0);
  EXPECT(SET_MODULE_SCHEDULE, INVALID_PARAM, 0, 0);
  EXPECT(SET_MODULE_SCHEDULE, INVALID_PARAM, 0, 4);
  EXPECT(SET_MODULE_SCHEDULE, NO_ACTION, 0, first);
  check(CODE(SET_MODULE_SCHEDULE, second) == NO_ERROR && is(first, second), "a change waits for the frame's end");
  check(CODE(SET_MODULE_SCHEDULE, first) == NO_ERROR && is(first, first), "a request for the schedule that runs takes it back");
  pause_for(2 * FRAME);
  check(is(first, first) && status().TIME_OF_LAST_SCHEDULE_SWITCH == 0, "so nothing changed");

  SYSTEM_TIME_TYPE asked = now();
  code = CODE(SET_MODULE_SCHEDULE, second);
  pause_for(2 * FRAME);
  SYSTEM_TIME_TYPE changed = status().TIME_OF_LAST_SCHEDULE_SWITCH;
  WORKS(SET_MODULE_SCHEDULE, code, is(second, second) && changed > asked && changed < asked + FRAME);

  CODE(SET_MODULE_SCHEDULE, first);
  CODE(SET_MODULE_SCHEDULE, third);
  pause_for(2 * FRAME);
  SYSTEM_TIME_TYPE again = status().TIME_OF_LAST_SCHEDULE_SWITCH;
  check(is(third, third), "the last request before the frame's end wins");
  check(again > changed && (again - changed) % FRAME == 0, "a change is at the end of a major frame");
}

static void tests(void) {
  find();
  change();
  done();
}

int main(void) {
  make_processes();
  run(tests);
}
