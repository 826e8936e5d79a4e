// The names of the STATUS values.
#include <bulkhead/bulkhead.h>

#define NAMED(status) \
  case BULKHEAD_STATUS_##status: return #status

const char *bulkhead_status_name(uint32_t status) {
  switch (status) {
    NAMED(OK);
    NAMED(UNKNOWN_CALL);
    NAMED(BAD_POINTER);
    NAMED(BAD_ARGUMENT);
    NAMED(WRONG_MODE);
    NAMED(NO_ACTION);
    NAMED(NOT_AVAILABLE);
    NAMED(NOT_CONFIGURED);
    NAMED(TIMED_OUT);
    default: return "(no status)";
  }
}
