// POK's integer types on x86. A program that includes them can't include <stdint.h>, whose 32 bits are another type; our
// library behind them does, with types of the same sizes.
#ifndef BULKHEAD_POK_X86_TYPES_H
#define BULKHEAD_POK_X86_TYPES_H

#ifdef BULKHEAD_POK_LIBRARY
#include <stddef.h>
#include <stdint.h>
#else
typedef char int8_t;
typedef unsigned char uint8_t;
typedef short int16_t;
typedef unsigned short uint16_t;
typedef long int32_t;
typedef unsigned int uint32_t;
typedef long long int64_t;
typedef unsigned long long uint64_t;

typedef unsigned long intptr_t;
typedef unsigned int size_t;
#endif

typedef int ssize_t;

#endif
