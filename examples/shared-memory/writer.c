// Writes a sample into the shared block in each frame. A division by zero restarts it warm; later it asks for a cold start.
#include <apex.h>
#include <bulkhead/retained.h>
#include <stdio.h>

enum { MS = 1000000, STACK_BYTES = 4096, DIVIDES_BY_ZERO_AT = 4, STARTS_COLD_AT = 7 };

// As reader/main.ts has it. `written` is counted after its sample is there, so that a window which ends in between leaves
// nothing half written to be read.
struct block {
  volatile unsigned written;
  volatile int samples[16];
};

BULKHEAD_RETAINED static int starts = 0;
BULKHEAD_RETAINED static int tries = 0;
static int tries_since_start = 0;
static struct block *block;

// Has no value at one place, as many a function.
static int sample(int at) { return 840 / (at - DIVIDES_BY_ZERO_AT); }

static void write_samples(void) {
  for (;;) {
    RETURN_CODE_TYPE code;
    tries++;
    tries_since_start++;
    if (tries == STARTS_COLD_AT) SET_PARTITION_MODE(COLD_START, &code);
    block->samples[block->written % 16] = sample(tries);
    block->written++;
    PERIODIC_WAIT(&code);
  }
}

static PROCESS_ATTRIBUTE_TYPE process_attributes = {
    .NAME = "WRITE",
    .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)write_samples,
    .PERIOD = 20 * MS,
    .TIME_CAPACITY = 20 * MS,
    .BASE_PRIORITY = 10,
    .STACK_SIZE = STACK_BYTES,
    .DEADLINE = SOFT,
};

int main(void) {
  MEMORY_BLOCK_STATUS_TYPE status;
  PARTITION_STATUS_TYPE partition;
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  GET_MEMORY_BLOCK_STATUS("samples", &status, &code);
  if (code != NO_ERROR) return code;
  block = (struct block *)status.MEMORY_BLOCK_ADDR;
  GET_PARTITION_STATUS(&partition, &code);
  starts++;
  printf("%s start; retained: starts %d, tries %d; not retained: tries %d; samples in the block: %u\n",
         partition.OPERATING_MODE == WARM_START ? "warm" : "cold", starts, tries, tries_since_start, block->written);
  CREATE_PROCESS(&process_attributes, &process, &code);
  if (code == NO_ERROR) START(process, &code);
  if (code == NO_ERROR) SET_PARTITION_MODE(NORMAL, &code);
  return code;
}
