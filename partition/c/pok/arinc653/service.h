// What POK's APEX is made of: the kernel's calls, with names of 30 characters.
#pragma once

#include "../layer.h"

#include <arinc653/types.h>

extern const unsigned char bulkhead_apex_return_codes[];

static inline void pok_return(RETURN_CODE_TYPE *code, uint32_t status) {
  *code = (RETURN_CODE_TYPE)bulkhead_apex_return_codes[status];
}

static inline const struct bulkhead_name *pok_apex_name(struct bulkhead_name *to, const char *name) {
  return pok_name(to, name, MAX_NAME_LENGTH);
}

// Less than none is as wrong as none.
static inline uint32_t pok_length(MESSAGE_SIZE_TYPE length) { return length < 0 ? 0 : (uint32_t)length; }
