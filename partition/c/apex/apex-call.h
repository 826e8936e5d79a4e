// What the files of the APEX share: the turn of a call's status into a return code, names, the way into a process.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <bulkhead/calls.h>

#include <apexType.h>

extern const unsigned char bulkhead_apex_return_codes[];

static inline void apex_return(RETURN_CODE_TYPE *code, uint32_t status) {
  *code = (RETURN_CODE_TYPE)bulkhead_apex_return_codes[status];
}

// The kernel starts processes and the error handler here, with their function as argument: its return is STOP_SELF.
void bulkhead_apex_begin(void);

// Whether the address lies in memory of the partition with that PERMISSION bit.
bool bulkhead_apex_is_given(const void *address, uint32_t permission);

// Into MAX_NAME_LENGTH bytes, with zeros behind a NUL.
void bulkhead_apex_copy_name(char *to, const char *name);

// The name as the kernel takes it: in 32 bytes, of which none behind a NUL was read. Returns `storage`, or the name itself
// where it is not the partition's memory: the kernel refuses that.
const struct bulkhead_name *bulkhead_apex_name(const char *name, struct bulkhead_name *storage);

// A length for a port: less than none is as wrong as none, and not too long.
static inline uint32_t apex_length(MESSAGE_SIZE_TYPE length) { return length < 0 ? 0 : (uint32_t)length; }

// There is one core, whose number is 0.
static inline uint32_t apex_core(PROCESSOR_CORE_ID_TYPE core) {
  return core == CORE_AFFINITY_NO_PREFERENCE ? 0 : (uint32_t)core;
}
