// The end of the machine. A partition can't end the module by a call: it raises an error which the system file says is the
// module's. That is the breakpoint's, since a program for POK has no other use for one. Where the system file does not say
// so, the partition stops.
#include "../layer.h"

#include <assert.h>
#include <core/shutdown.h>
#include <libc/stdio.h>

void pok_shutdown(void) {
  for (;;) {
    // The error is at what follows the breakpoint: that belongs here, too.
    __asm__ volatile("int3\n\tnop");
    bulkhead_partition_set_mode(BULKHEAD_MODE_IDLE, 0);
  }
}

void __assert_failed(const char *assertion, const char *file, unsigned int line, const char *function);

void __assert_failed(const char *assertion, const char *file, unsigned int line, const char *function) {
  printf("%s:%u: %s%sAssertion `%s' failed.\n", file, line, function ? function : "", function ? ": " : "", assertion);
  pok_shutdown();
}
