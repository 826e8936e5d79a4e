// The engine and its pulse counter: they take the place of hardware.
#pragma once

// What the engine gives a tenth of a second after it was asked for `demand_percent`, having given `thrust_percent`.
float engine_follow(float thrust_percent, float demand_percent);

// Turns of the shaft in the last tenth of a second. The counter fails once.
int engine_turns(float thrust_percent);
