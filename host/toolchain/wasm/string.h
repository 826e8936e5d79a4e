/* What wasm2c's prelude and a partition's runtime name; a compiler may call the first four at any time. */
#pragma once
#include <stddef.h>
void* memcpy(void* restrict to, const void* restrict from, size_t length);
void* memmove(void* to, const void* from, size_t length);
void* memset(void* to, int value, size_t length);
int memcmp(const void* a, const void* b, size_t length);
size_t strlen(const char* text);
