// What the parts of this program share.
#pragma once

#include <stdbool.h>
#include <stdio.h>

static inline const char *yes(bool condition) { return condition ? "yes" : "no"; }

static inline void check(const char *what, bool right) { printf("%s: %s\n", what, yes(right)); }

void strings(void);
void characters(void);
void numbers(void);
void scanning(void);
void sorting(void);
void heap(void);
