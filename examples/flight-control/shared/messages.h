// The messages between the partitions; messages.ts has the same for TypeScript.
#pragma once

#include <apexType.h>

struct attitude {
  float pitch_deg;
  float pitch_rate_dps;
};

struct air_data {
  float height_m; // from the static pressure
  float climb_mps;
  float airspeed_mps;
};

// Of the radio altimeter, above the ground.
struct radio_height {
  float height_m;
};

struct demand {
  float elevator_deg;
  float thrust_percent;
};

// Where the elevator stands.
struct elevator {
  float deg;
};

// What the engine gives.
struct thrust {
  float percent;
};
