#include "stage.h"

struct stage *stage;

void find_stage(char *name) {
  MEMORY_BLOCK_STATUS_TYPE status;
  RETURN_CODE_TYPE code = CODE(GET_MEMORY_BLOCK_STATUS, name, &status);
  check(code == NO_ERROR, "partitions share a memory block");
  stage = (struct stage *)status.MEMORY_BLOCK_ADDR;
}

void reach(int step) { stage->reached = step; }

void await(int step) {
  while (stage->reached < step) pause_for(1 * MS);
}
