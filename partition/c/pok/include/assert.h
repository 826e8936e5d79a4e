// assert, for a partition that POK_NEEDS_ASSERT; for others it does nothing.
#ifndef BULKHEAD_POK_ASSERT_H
#define BULKHEAD_POK_ASSERT_H

#ifdef POK_NEEDS_ASSERT

// Says what did not hold, and ends the machine.
void __assert_failed(const char *assertion, const char *file, unsigned int line, const char *function);

// POK compiles in the folder of the source, and so has its name alone.
#ifdef __FILE_NAME__
#define BULKHEAD_POK_FILE __FILE_NAME__
#else
#define BULKHEAD_POK_FILE __FILE__
#endif

#define assert(expression) \
  ((expression) ? (void)0 : __assert_failed(#expression, BULKHEAD_POK_FILE, __LINE__, __func__))

#else
#define assert(expression) ((void)0)
#endif

#endif
