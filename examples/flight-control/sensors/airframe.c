// Small angles, first-order lags: enough for a control loop to have something to do.
#include "airframe.h"

static const double DT = AIRFRAME_STEP_MS / 1000.0, GRAVITY = 9.81, DEG_PER_RAD = 57.3;
// At this pitch the lift is the weight.
static const double LEVEL_PITCH_DEG = 1.769;
static const double SPEED_AT_FULL_THRUST = 30;

void airframe_step(struct airframe *airframe, double elevator_deg, double thrust_percent) {
  double path_climb = airframe->airspeed_mps * (airframe->pitch_deg - LEVEL_PITCH_DEG) / DEG_PER_RAD;
  double level_speed = SPEED_AT_FULL_THRUST * thrust_percent / 100;
  double slope = airframe->climb_mps / airframe->airspeed_mps;

  airframe->pitch_rate_dps += (3 * elevator_deg - airframe->pitch_rate_dps) * DT / 0.25;
  airframe->pitch_deg += airframe->pitch_rate_dps * DT;
  airframe->climb_mps += (path_climb - airframe->climb_mps) * DT / 0.6;
  airframe->airspeed_mps += ((level_speed - airframe->airspeed_mps) / 4 - GRAVITY * slope) * DT;
  airframe->height_m += airframe->climb_mps * DT;
  if (airframe->height_m > 0) return;
  airframe->height_m = 0;
  airframe->climb_mps = 0;
}
