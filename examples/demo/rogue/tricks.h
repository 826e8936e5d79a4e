// What a partition must not do, and what should come of it.
#pragma once

#include <stdint.h>

struct trick {
  const char *text;
  // Returns only if the trick was no fault: with the STATUS of a call, or TRICK_PREEMPTED, or TRICK_WORKED.
  uint32_t (*play)(void);
};

enum {
  // Kept the processor for as long as it could, and lost it.
  TRICK_PREEMPTED = 0x100,
  // Nothing stopped it.
  TRICK_WORKED,
};

extern const struct trick TRICKS[];
extern const uint32_t TRICK_COUNT;
