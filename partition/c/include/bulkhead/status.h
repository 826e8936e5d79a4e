// What calls return, in words.
#pragma once

#include <stdint.h>

// The STATUS value's name without its prefix: "BAD_POINTER".
const char *bulkhead_status_name(uint32_t status);
