// Memory and strings, as in ISO C and, from strnlen on, in POSIX. Compilers call the first four on their own.
#pragma once

#include <stddef.h>

void *memcpy(void *restrict target, const void *restrict source, size_t length);
void *memmove(void *target, const void *source, size_t length);
void *memset(void *target, int value, size_t length);
int memcmp(const void *left, const void *right, size_t length);
void *memchr(const void *memory, int byte, size_t length);

size_t strlen(const char *text);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t limit);
// The "C" locale's, which is strcmp.
int strcoll(const char *left, const char *right);
char *strcpy(char *restrict target, const char *restrict source);
char *strncpy(char *restrict target, const char *restrict source, size_t limit);
char *strcat(char *restrict target, const char *restrict source);
char *strncat(char *restrict target, const char *restrict source, size_t limit);
char *strchr(const char *text, int character);
char *strrchr(const char *text, int character);
char *strstr(const char *text, const char *part);
char *strpbrk(const char *text, const char *set);
size_t strspn(const char *text, const char *set);
size_t strcspn(const char *text, const char *set);
// Remembers where it is, for the whole partition: processes that preempt each other use strtok_r.
char *strtok(char *restrict text, const char *restrict separators);
char *strerror(int error);

size_t strnlen(const char *text, size_t limit);
char *strtok_r(char *restrict text, const char *restrict separators, char **restrict state);
// On the heap (stdlib.h).
char *strdup(const char *text);
char *strndup(const char *text, size_t limit);
