// What the partitions in C share of their start, and of their processes.
#pragma once

#include <apex.h>
#include <stdio.h>

enum { MS = 1000000, STACK_BYTES = 8192 };

// Ends the partition where a service of its start failed: nothing shall fly that is not as configured.
static inline void must(RETURN_CODE_TYPE code, const char *service) {
  if (code == NO_ERROR) return;
  printf("%s: return code %d\n", service, code);
  SET_PARTITION_MODE(IDLE, &code);
}

static inline void create_and_start(PROCESS_ATTRIBUTE_TYPE *attributes) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_PROCESS(attributes, &process, &code);
  must(code, attributes->NAME);
  START(process, &code);
  must(code, attributes->NAME);
}

// Ends the start: from here on the processes run.
static inline void run_processes(void) {
  RETURN_CODE_TYPE code;
  SET_PARTITION_MODE(NORMAL, &code);
  must(code, "SET_PARTITION_MODE");
}
