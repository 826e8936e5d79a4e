// Memory and text.
#ifndef BULKHEAD_POK_STRING_H
#define BULKHEAD_POK_STRING_H

#include <types.h>

void *memcpy(void *target, const void *source, size_t length);
void *memset(void *target, unsigned char value, size_t length);
int memcmp(const void *left, const void *right, size_t length);
size_t strlen(const char *text);
char *strcpy(char *target, const char *source);
char *strncpy(char *target, const char *source, size_t limit);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t limit);
int atoi(const char *text);
// The number to the base `radix`; a minus only with base 10.
char *itoa(int value, char *buffer, int radix);
// Whether two texts are the same: 1 or 0.
int streq(char *left, char *right);

#endif
