// The ways for a program to end itself.
#include <assert.h>
#include <bulkhead/start.h>
#include <stdio.h>
#include <stdlib.h>

#include "../weak.h"

WEAK _Noreturn void exit(int code) { bulkhead_exit(code); }

WEAK _Noreturn void abort(void) { bulkhead_exit(BULKHEAD_ABORTED); }

_Noreturn void bulkhead_assertion_failed(const char *condition, const char *file, int line, const char *function) {
  printf("%s:%d: %s: Assertion `%s' failed.\n", file, line, function, condition);
  abort();
}
