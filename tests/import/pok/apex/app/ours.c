#include "ours.h"

#include <apex.h>

#include <libc/stdio.h>

void ours_create(void) {
  MUTEX_ID_TYPE mutex;
  RETURN_CODE_TYPE code;
  CREATE_MUTEX("thirty-two bytes of a mutex name", 20, FIFO, &mutex, &code);
  printf("ours: mutex %d\n", code);
}

void ours_report(const char *process) {
  PROCESS_ID_TYPE id = 0;
  PROCESS_STATUS_TYPE status;
  RETURN_CODE_TYPE code;
  PROCESS_NAME_TYPE name = {0};
  for (int i = 0; process[i]; i++) name[i] = process[i];
  GET_PROCESS_ID(name, &id, &code);
  printf("ours: %d", code);
  GET_PROCESS_STATUS(id, &status, &code);
  printf(" process %d has state %d\n", (int)id, status.PROCESS_STATE);
}
