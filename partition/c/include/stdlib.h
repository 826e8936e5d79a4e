// Numbers from text, sorting, pseudo-random numbers, the heap, the end of the partition: as in ISO C.
#pragma once

#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff

typedef struct {
  int quot, rem;
} div_t;

typedef struct {
  long quot, rem;
} ldiv_t;

typedef struct {
  long long quot, rem;
} lldiv_t;

int abs(int value);
long labs(long value);
long long llabs(long long value);
div_t div(int dividend, int divisor);
ldiv_t ldiv(long dividend, long divisor);
lldiv_t lldiv(long long dividend, long long divisor);

// Out of range, these give the nearest value and set errno to ERANGE.
long strtol(const char *restrict text, char **restrict end, int base);
unsigned long strtoul(const char *restrict text, char **restrict end, int base);
long long strtoll(const char *restrict text, char **restrict end, int base);
unsigned long long strtoull(const char *restrict text, char **restrict end, int base);
int atoi(const char *text);
long atol(const char *text);
long long atoll(const char *text);

// The nearest double or float of any decimal text, ties to even; hexadecimal, "inf" and "nan" too.
double strtod(const char *restrict text, char **restrict end);
float strtof(const char *restrict text, char **restrict end);
double atof(const char *text);

// Sorts in place, in the time of n log n whatever the order, without recursion; not stable.
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *left, const void *right));
void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *key, const void *element));

// The same sequence after each start of the partition. rand and srand share one state: processes that preempt each
// other and need a sequence of their own use rand_r (POSIX).
int rand(void);
void srand(unsigned seed);
int rand_r(unsigned *seed);

// The heap is the memory that the partition has left (the information page's heapAddress). Blocks lie at multiples of
// 16. When none is found, these return NULL and set errno to ENOMEM. In a native partition all processes and the error
// handler may use them at any time: preemption is locked for as long as the heap is looked at. In a partition of vCPUs,
// interrupts are masked for as long, and only vCPU 0 may use them.
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);
void free(void *memory);

// Stops the partition, as a return from main does (bulkhead/start.h).
_Noreturn void exit(int code);
// The same, with the code BULKHEAD_ABORTED.
_Noreturn void abort(void);

enum { BULKHEAD_ABORTED = 134 };
