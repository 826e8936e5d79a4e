// The partition's console.
#pragma once

#include <stddef.h>

// Writes `length` bytes, in as few calls as the kernel allows; waits a little while the console is full, then
// drops the rest. Returns the number of bytes written.
size_t bulkhead_console_put(const char *text, size_t length);
