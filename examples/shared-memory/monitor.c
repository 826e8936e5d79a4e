// Prints each record of the health log once, in the window after it was written.
#include <bulkhead/bulkhead.h>

static const char *const PARTITIONS[] = {"writer", "reader", "monitor"};

static const char *error_name(uint32_t error) {
  switch (error) {
    case BULKHEAD_ERROR_NUMERIC_ERROR: return "numeric error";
    case BULKHEAD_ERROR_MEMORY_VIOLATION: return "memory violation";
    default: return "some other error";
  }
}

static const char *action_name(uint32_t action) {
  switch (action) {
    case BULKHEAD_ACTION_STOP: return "stopped";
    case BULKHEAD_ACTION_WARM_RESTART: return "restarted warm";
    default: return "something else was done";
  }
}

int main(void) {
  for (uint32_t number = 1;;) {
    struct bulkhead_health_record record;
    uint32_t written;
    if (bulkhead_health_read(number, &record, &written) == BULKHEAD_STATUS_OK) {
      // The log is a ring: of a number that is gone the oldest comes that is still there.
      number = record.sequence + 1;
      printf("record %u of %u: %s, %s: %s\n", record.sequence, written, PARTITIONS[record.partition],
             error_name(record.error), action_name(record.action));
    } else {
      bulkhead_window_yield();
    }
  }
}
