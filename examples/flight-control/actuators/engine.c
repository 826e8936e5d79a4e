// A lag of half a second; 80 turns in a tenth of a second at full thrust.
#include "engine.h"

enum { FAILS_AT = 32 };

float engine_follow(float thrust_percent, float demand_percent) {
  return thrust_percent + (demand_percent - thrust_percent) * 0.2f;
}

int engine_turns(float thrust_percent) {
  static int read;
  read++;
  return read == FAILS_AT ? 0 : (int)(thrust_percent * 0.8f);
}
