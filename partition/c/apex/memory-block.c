// Memory blocks (ARINC 653 Part 2).
#include <apexMemoryBlock.h>

#include "apex-call.h"

void GET_MEMORY_BLOCK_STATUS(MEMORY_BLOCK_NAME_TYPE MEMORY_BLOCK_NAME, MEMORY_BLOCK_STATUS_TYPE *MEMORY_BLOCK_STATUS,
                             RETURN_CODE_TYPE *RETURN_CODE) {
  struct bulkhead_name name;
  struct bulkhead_memory_block_status status;
  uint32_t result = bulkhead_memory_block(bulkhead_apex_name(MEMORY_BLOCK_NAME, &name), &status);
  if (result == BULKHEAD_STATUS_OK) {
    MEMORY_BLOCK_STATUS->MEMORY_BLOCK_ADDR = (MEMORY_BLOCK_ADDR_TYPE)status.address;
    MEMORY_BLOCK_STATUS->MEMORY_BLOCK_MODE =
        status.permissions & BULKHEAD_PERMISSION_WRITE ? MB_READ_WRITE : MB_READ;
    MEMORY_BLOCK_STATUS->MEMORY_BLOCK_SIZE = (MEMORY_BLOCK_SIZE_TYPE)status.size_bytes;
  }
  apex_return(RETURN_CODE, result);
}
