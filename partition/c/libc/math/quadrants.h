// Angles as a quarter of the circle and the rest.
#pragma once

// x = quarter * pi/2 + rest, of a finite x, the whole circles left out; -pi/4 <= rest <= pi/4. Returns the quarter, 0
// to 3.
int bulkhead_quarter(double x, long double *rest);
