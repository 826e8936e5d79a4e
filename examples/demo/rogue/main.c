// The rogue: one more forbidden thing in each of its windows, and what came of it.
//
// It ends every trick by a restart: health monitoring's where the trick was a fault, otherwise one of its own asking.
// So the number of restarts says which trick comes next, and nothing has to survive in memory.
#include <bulkhead/bulkhead.h>

#include "tricks.h"

static const char *const ERROR_TEXTS[] = {
    [BULKHEAD_ERROR_NUMERIC_ERROR] = "numeric error",
    [BULKHEAD_ERROR_STACK_OVERFLOW] = "stack overflow",
    [BULKHEAD_ERROR_MEMORY_VIOLATION] = "memory violation",
    [BULKHEAD_ERROR_HARDWARE_FAULT] = "hardware fault",
    [BULKHEAD_ERROR_ILLEGAL_INSTRUCTION] = "illegal instruction",
    [BULKHEAD_ERROR_PRIVILEGED_INSTRUCTION] = "privileged instruction",
    [BULKHEAD_ERROR_BREAKPOINT] = "breakpoint",
};

static const char *error_text(uint32_t error) {
  const uint32_t count = sizeof ERROR_TEXTS / sizeof ERROR_TEXTS[0];
  return error < count && ERROR_TEXTS[error] ? ERROR_TEXTS[error] : "some other error";
}

static const char *answer_text(uint32_t answer) {
  switch (answer) {
    case BULKHEAD_STATUS_UNKNOWN_CALL: return "refused: unknown call";
    case BULKHEAD_STATUS_BAD_POINTER: return "refused: bad pointer";
    case TRICK_PREEMPTED: return "lost the processor at the window's end";
    default: return "NOT STOPPED";
  }
}

int main(void) {
  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  if (status.start_condition == BULKHEAD_START_HM_PARTITION_RESTART) {
    const struct trick *played = &TRICKS[(status.restarts - 1) % TRICK_COUNT];
    printf("%s: %s, restarted\n", played->text, error_text(status.last_error));
    bulkhead_window_yield();
  } else if (status.start_condition == BULKHEAD_START_PARTITION_RESTART) {
    bulkhead_window_yield();
  }

  const struct trick *trick = &TRICKS[status.restarts % TRICK_COUNT];
  // A trick that is a fault does not return: what came of it is told after the restart.
  uint32_t answer = trick->play();
  printf("%s: %s\n", trick->text, answer_text(answer));
  return (int)bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, 0);
}
