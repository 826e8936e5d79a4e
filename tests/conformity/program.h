// What the programs of the conformity tests have in common: how they say what came out, and processes that do small jobs.
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <apex.h>

#include "apex-check.h"

#define US 1000LL
#define MS 1000000LL
#define FOREVER INFINITE_TIME_VALUE
// 2^62 ns, the longest time that a service takes; and the first that is too long.
#define LONGEST (1LL << 62)
#define TOO_LONG (LONGEST + 1)
// Nowhere in a partition's memory.
#define NOWHERE ((void *)0x40000000)

// Calls the service, which must return `code` for the reason with that number (apex-cases.h).
#define EXPECT(service, code, check, ...)        \
  do {                                           \
    RETURN_CODE_TYPE returned_;                  \
    service(__VA_ARGS__, &returned_);            \
    APEX_EXPECT(service, code, check, returned_); \
  } while (0)

// The service, which returned `returned`, did what it is for.
#define WORKS(service, returned, effect) apex_say_works(APEX_CASE_##service##_NO_ERROR_0, returned, effect)

// Calls the service; its return code.
#define CODE(service, ...)            \
  ({                                  \
    RETURN_CODE_TYPE returned_;       \
    service(__VA_ARGS__, &returned_); \
    returned_;                        \
  })

// Something that no return code alone tells.
void check(bool holds, const char *what);

// The program came to its end.
void done(void);

// Processes for the tests to start, by their names: what they do is the job that they are given. Above are the greater.
enum { LOWEST_PRIORITY = 40, LOW_PRIORITY = 50, TESTER_PRIORITY = 100, HIGH_PRIORITY = 150, HIGHEST_PRIORITY = 200 };
extern PROCESS_ID_TYPE tester, lowest, low, equal, high, highest;

// Makes them. While the partition starts.
void make_processes(void);

// An aperiodic process without a deadline, and a periodic one.
PROCESS_ID_TYPE make(char *name, void (*entry)(void), PRIORITY_TYPE priority);
PROCESS_ID_TYPE make_periodic(char *name, void (*entry)(void), SYSTEM_TIME_TYPE period, SYSTEM_TIME_TYPE capacity);

// Enters NORMAL, where the process `tester` does `tests`; with `make_processes` before.
_Noreturn void run(void (*tests)(void));

// Starts one of them anew with a job.
void start(PROCESS_ID_TYPE process, void (*job)(void));

// What a process left behind it, in order: `mark` appends a letter, `marked` compares with all that there are and forgets them.
void mark(char letter);
bool marked(const char *letters);

SYSTEM_TIME_TYPE now(void);
PROCESS_STATE_TYPE state_of(PROCESS_ID_TYPE process);
PRIORITY_TYPE priority_of(PROCESS_ID_TYPE process);
SYSTEM_TIME_TYPE deadline_of(PROCESS_ID_TYPE process);

// Lets those below run.
void pause_for(SYSTEM_TIME_TYPE duration);
