// assert: says what did not hold and stops the partition, unless NDEBUG is defined where this is included.
#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) \
  ((condition) ? (void)0 : bulkhead_assertion_failed(#condition, BULKHEAD_SOURCE_NAME, __LINE__, __func__))
#endif

#ifndef BULKHEAD_ASSERT_H
#define BULKHEAD_ASSERT_H

#define static_assert _Static_assert

// Without its folder, where the compiler knows it.
#ifdef __FILE_NAME__
#define BULKHEAD_SOURCE_NAME __FILE_NAME__
#else
#define BULKHEAD_SOURCE_NAME __FILE__
#endif

_Noreturn void bulkhead_assertion_failed(const char *condition, const char *file, int line, const char *function);

#endif
