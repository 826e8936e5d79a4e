// Magnitudes, and quotients with their remainders.
#include <inttypes.h>
#include <stdlib.h>

#include "../weak.h"

WEAK int abs(int value) { return value < 0 ? -value : value; }
WEAK long labs(long value) { return value < 0 ? -value : value; }
WEAK long long llabs(long long value) { return value < 0 ? -value : value; }
WEAK intmax_t imaxabs(intmax_t value) { return value < 0 ? -value : value; }

WEAK div_t div(int dividend, int divisor) { return (div_t){dividend / divisor, dividend % divisor}; }
WEAK ldiv_t ldiv(long dividend, long divisor) { return (ldiv_t){dividend / divisor, dividend % divisor}; }

WEAK lldiv_t lldiv(long long dividend, long long divisor) {
  long long quotient = dividend / divisor;
  return (lldiv_t){quotient, dividend - quotient * divisor};
}

WEAK imaxdiv_t imaxdiv(intmax_t dividend, intmax_t divisor) {
  intmax_t quotient = dividend / divisor;
  return (imaxdiv_t){quotient, dividend - quotient * divisor};
}
