// The types of POK's APEX. Its names have 30 characters, the library's 32: so its services are functions of their own,
// under symbols of their own, and another file of the same program may use <apex.h>.
#ifndef BULKHEAD_POK_APEX_TYPES_H
#define BULKHEAD_POK_APEX_TYPES_H

#include <types.h>

#define BULKHEAD_POK_SERVICE(name) __asm__("bulkhead_pok_apex_" #name)

#define SYSTEM_LIMIT_NUMBER_OF_PARTITIONS 32
#define SYSTEM_LIMIT_NUMBER_OF_MESSAGES 512
#define SYSTEM_LIMIT_MESSAGE_SIZE 8192
#define SYSTEM_LIMIT_NUMBER_OF_PROCESSES 128
#define SYSTEM_LIMIT_NUMBER_OF_SAMPLING_PORTS 512
#define SYSTEM_LIMIT_NUMBER_OF_QUEUING_PORTS 512
#define SYSTEM_LIMIT_NUMBER_OF_BUFFERS 256
#define SYSTEM_LIMIT_NUMBER_OF_BLACKBOARDS 256
#define SYSTEM_LIMIT_NUMBER_OF_SEMAPHORES 256
#define SYSTEM_LIMIT_NUMBER_OF_EVENTS 256

typedef unsigned char APEX_BYTE;
typedef long APEX_INTEGER;
typedef unsigned long APEX_UNSIGNED;
typedef long long APEX_LONG_INTEGER;

typedef enum {
  NO_ERROR = 0,
  NO_ACTION = 1,
  NOT_AVAILABLE = 2,
  INVALID_PARAM = 3,
  INVALID_CONFIG = 4,
  INVALID_MODE = 5,
  TIMED_OUT = 6,
} RETURN_CODE_TYPE;

#define MAX_NAME_LENGTH 30
typedef char NAME_TYPE[MAX_NAME_LENGTH];

typedef void *SYSTEM_ADDRESS_TYPE;
typedef APEX_BYTE *MESSAGE_ADDR_TYPE;
typedef APEX_INTEGER MESSAGE_SIZE_TYPE;
typedef APEX_INTEGER MESSAGE_RANGE_TYPE;

typedef enum { SOURCE = 0, DESTINATION = 1 } PORT_DIRECTION_TYPE;
typedef enum { FIFO = 0, PRIORITY = 1 } QUEUING_DISCIPLINE_TYPE;

// Nanoseconds.
typedef APEX_LONG_INTEGER SYSTEM_TIME_TYPE;
#define INFINITE_TIME_VALUE -1

#endif
