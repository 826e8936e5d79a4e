// The types of POK's calls. NULL is an integer here, which programs pass as one.
#ifndef BULKHEAD_POK_TYPES_H
#define BULKHEAD_POK_TYPES_H

#include <arch/x86/types.h>

#undef NULL
#define NULL 0
#define FALSE 0
#define TRUE 1
#define bool_t int
#define pok_bool_t int

typedef uint32_t pok_size_t;
typedef uint8_t pok_range_t;

// Nanoseconds where the clock is read, microseconds where a thread waits.
typedef uint64_t pok_time_t;

typedef uint8_t pok_partition_id_t;
typedef uint8_t pok_mutex_id_t;
typedef uint8_t pok_sem_id_t;
typedef uint8_t pok_sem_status_t;
typedef uint16_t pok_sem_value_t;
typedef uint16_t pok_event_id_t;

typedef uint8_t pok_buffer_id_t;
typedef uint8_t pok_blackboard_id_t;
typedef uint8_t pok_port_id_t;
typedef uint8_t pok_port_direction_t;
typedef uint32_t pok_port_size_t;

#define size_t pok_size_t

#endif
