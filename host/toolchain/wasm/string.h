/* The functions that wasm2c's prelude names; a compiler may call them at any time. */
#pragma once
#include <stddef.h>
void* memcpy(void* restrict to, const void* restrict from, size_t length);
void* memmove(void* to, const void* from, size_t length);
void* memset(void* to, int value, size_t length);
int memcmp(const void* a, const void* b, size_t length);
