// The aircraft in the air, as far as it climbs, sinks and pitches: it takes the place of the sky. No flight software
// would have it.
#pragma once

#include <stdbool.h>

struct airframe {
  double height_m, climb_mps, airspeed_mps;
  double pitch_deg, pitch_rate_dps;
};

enum { AIRFRAME_STEP_MS = 50 };

// Where the flight begins: level, at 20 m and 20 m/s.
#define AIRFRAME_AT_START {.height_m = 20, .airspeed_mps = 20, .pitch_deg = 1.769}

// One step of time with these actuators.
void airframe_step(struct airframe *airframe, double elevator_deg, double thrust_percent);
