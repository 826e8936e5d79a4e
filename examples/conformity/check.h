// One line a check, and a count. The lines of calls are what `tests/boot/conformity.test.ts` compares with abi/calls.ts.
#pragma once

#include <bulkhead/bulkhead.h>

enum { US = 1000, MS = 1000000 };

// Where a guest has nothing: the kernel, an address that is not mapped, and around the end of the address space.
enum { KERNEL = BULKHEAD_KERNEL_BASE + BULKHEAD_KERNEL_PHYS, UNMAPPED = 0x40000000 };

void check(bool condition, const char *what);

// The call answered `status`, and should have answered `expected`.
void check_call(const char *call, uint32_t expected, uint32_t status, const char *what);

uint32_t checks_ok(void);
uint32_t checks_failed(void);

// What handlers saw since `forget`: lines in the order in which they were entered, and how much each took in all.
enum { SEEN_MAX = 64 };
extern volatile uint32_t seen_count;
extern volatile uint32_t seen_lines[SEEN_MAX];
extern volatile uint32_t took[BULKHEAD_LINE_COUNT];
void forget(void);

// Called by the handler of all lines after it took the line; NULL: nothing more.
extern void (*volatile in_handler)(uint32_t line);

void spin(uint64_t duration_ns);

// Spins until the line was raised at least so often since the start, or for too long.
void spin_until_raised(uint32_t line, uint32_t times);

uint32_t raised(uint32_t line);
bool pending(uint32_t line);

// The parts, in their order.
void check_information(void);
void check_core_calls(void);
void check_lines(void);
void check_timer(void);
void check_waiting(void);
void check_exceptions(void);
void check_device(void);
void check_vcpus(void);

// Each of the next runs after a restart; the first goes into it.
_Noreturn void begin_restarts(void);
void check_restarted(const struct bulkhead_partition_status *status);
