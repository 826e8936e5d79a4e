// The preemption lock: it keeps the partition's other processes from running, and nothing else.
#include "../program.h"

static MUTEX_ID_TYPE mutex;
static RETURN_CODE_TYPE jobs_code;

static void mark_h(void) { mark('h'); }

static void mark_after_a_while(void) {
  pause_for(1 * MS);
  mark('h');
}

static void stop_with_lock(void) {
  LOCK_LEVEL_TYPE level;
  CODE(LOCK_PREEMPTION, &level);
  mark('l');
  STOP_SELF();
}

static LOCK_LEVEL_TYPE lock_level(void) {
  PARTITION_STATUS_TYPE status;
  CODE(GET_PARTITION_STATUS, &status);
  return status.LOCK_LEVEL;
}

static void lock(void) {
  LOCK_LEVEL_TYPE level = 99, left = 99;
  RETURN_CODE_TYPE code = CODE(LOCK_PREEMPTION, &level);
  start(high, mark_h);
  bool held_off = marked("") && state_of(high) == READY && lock_level() == 1;
  WORKS(LOCK_PREEMPTION, code, level == 1 && held_off);
  for (int i = 1; i < MAX_LOCK_LEVEL; i++) CODE(LOCK_PREEMPTION, &level);
  check(level == MAX_LOCK_LEVEL, "locks are counted");
  EXPECT(LOCK_PREEMPTION, INVALID_CONFIG, 0, &level);
  for (int i = 1; i < MAX_LOCK_LEVEL; i++) CODE(UNLOCK_PREEMPTION, &left);
  held_off = marked("");
  bool still = left == 1;
  code = CODE(UNLOCK_PREEMPTION, &left);
  WORKS(UNLOCK_PREEMPTION, code, held_off && still && left == 0 && marked("h"));
  EXPECT(UNLOCK_PREEMPTION, NO_ACTION, 0, &left);
  CODE(ACQUIRE_MUTEX, mutex, 0);
  EXPECT(LOCK_PREEMPTION, INVALID_MODE, 0, &level);
  CODE(RELEASE_MUTEX, mutex);

  CODE(LOCK_PREEMPTION, &level);
  MUTEX_ID_TYPE owned = 0;
  check(CODE(GET_PROCESS_MUTEX_STATE, tester, &owned) == NO_ERROR && owned == PREEMPTION_LOCK_MUTEX,
        "the lock is the mutex that its holder owns");
  check(CODE(ACQUIRE_MUTEX, mutex, 0) == INVALID_MODE, "who holds the lock may own no mutex");
  check(CODE(TIMED_WAIT, 0) == INVALID_MODE, "who holds the lock may not wait");
  CODE(UNLOCK_PREEMPTION, &left);
}

// The partition has two windows of 1 ms in 20 ms.
static void windows(void) {
  LOCK_LEVEL_TYPE level;
  start(high, mark_after_a_while);
  CODE(LOCK_PREEMPTION, &level);
  SYSTEM_TIME_TYPE begin = now(), last = begin, window = begin, longest_window = 0, longest_gap = 0;
  int gaps = 0;
  while (last < begin + 45 * MS) {
    SYSTEM_TIME_TYPE time = now();
    if (time - last > 500 * US) {
      if (gaps > 0 && last - window > longest_window) longest_window = last - window;
      if (time - last > longest_gap) longest_gap = time - last;
      window = time;
      gaps++;
    }
    last = time;
  }
  check(gaps >= 4 && longest_gap > 15 * MS && longest_window <= 1 * MS + 50 * US, "a window ends in spite of the lock");
  check(marked("") && lock_level() == 1 && state_of(high) == READY, "the lock outlasts the window");
  CODE(UNLOCK_PREEMPTION, &level);
  check(marked("h"), "who was held off runs with the unlock");
}

static void stop(void) {
  start(low, stop_with_lock);
  pause_for(1 * MS);
  check(marked("l") && lock_level() == 0, "STOP_SELF takes the lock back");
  start(high, mark_h);
  check(marked("h"), "and others run again");
}

static void tests(void) {
  lock();
  windows();
  stop();
  done();
}

int main(void) {
  make_processes();
  CODE(CREATE_MUTEX, "mutex", TESTER_PRIORITY, FIFO, &mutex);
  LOCK_LEVEL_TYPE level;
  EXPECT(LOCK_PREEMPTION, NO_ACTION, 0, &level);
  jobs_code = CODE(UNLOCK_PREEMPTION, &level);
  check(jobs_code == NO_ACTION && lock_level() == 1, "the initialising process holds the lock, and keeps it");
  MUTEX_ID_TYPE owned = 0;
  check(CODE(GET_PROCESS_MUTEX_STATE, MAIN_PROCESS_ID, &owned) == NO_ERROR && owned == PREEMPTION_LOCK_MUTEX,
        "as GET_PROCESS_MUTEX_STATE tells");
  check(CODE(TIMED_WAIT, 1 * MS) == INVALID_MODE, "so it may not wait");
  run(tests);
}
