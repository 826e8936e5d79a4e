// Numbers in text.
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

// Whether `text` gives the value, an errno, and an end so many characters on.
static bool reads(const char *text, int base, long value, int error, int length) {
  char *end;
  errno = 0;
  return strtol(text, &end, base) == value && errno == error && end - text == length;
}

static bool reads_wide(const char *text, uint64_t value, int error) {
  errno = 0;
  return strtoull(text, NULL, 0) == value && errno == error;
}

static bool reads_double(const char *text, double value, int error, int length) {
  char *end;
  errno = 0;
  double seen = strtod(text, &end);
  return memcmp(&seen, &value, sizeof value) == 0 && errno == error && end - text == length;
}

static void integers(void) {
  check("strtol", reads(" \t-42abc", 10, -42, 0, 5) && reads("+7", 10, 7, 0, 2) && reads("zz", 36, 1295, 0, 2));
  check("prefixes", reads("0x1fg", 0, 31, 0, 4) && reads("0X1F", 16, 31, 0, 4) && reads("017", 0, 15, 0, 3) &&
                        reads("0x", 0, 0, 0, 1) && reads("08", 0, 0, 0, 1));
  check("no number", reads("", 10, 0, 0, 0) && reads("  -", 10, 0, 0, 0) && reads("x", 10, 0, 0, 0) &&
                         reads("1", 1, 0, EINVAL, 0));
  check("the limits", reads("2147483647", 10, LONG_MAX, 0, 10) && reads("2147483648", 10, LONG_MAX, ERANGE, 10) &&
                          reads("-2147483648", 10, LONG_MIN, 0, 11) && reads("-2147483649", 10, LONG_MIN, ERANGE, 11) &&
                          reads("99999999999999999999999", 10, LONG_MAX, ERANGE, 23));
  check("strtoull", reads_wide("18446744073709551615", UINT64_MAX, 0) && reads_wide("-1", UINT64_MAX, 0) &&
                        reads_wide("18446744073709551616", UINT64_MAX, ERANGE) &&
                        strtoll("-9223372036854775808", NULL, 10) == INT64_MIN && strtoul("-1", NULL, 10) == ULONG_MAX);
  check("atoi", atoi("12 apples") == 12 && atol("-3") == -3 && atoll("12345678901") == 12345678901);
  div_t pair = div(-7, 2);
  lldiv_t wide = lldiv(-70000000000, 20000000001);
  check("div", pair.quot == -3 && pair.rem == -1 && wide.quot == -3 && wide.rem == -9999999997 && abs(-4) == 4 &&
                   llabs(INT64_MIN + 1) == INT64_MAX);
}

static void fractions(void) {
  check("strtod", reads_double("0.1", 0x1.999999999999ap-4, 0, 3) && reads_double("-1e3x", -1000, 0, 4) &&
                      reads_double(".5e", 0.5, 0, 2) && reads_double("-0", -0.0, 0, 2));
  check("ties", reads_double("9007199254740993", 9007199254740992, 0, 16) &&
                    reads_double("9007199254740993.000000000000000000000000000000001", 9007199254740994, 0, 50));
  check("the greatest and the least",
        reads_double("1.7976931348623158e308", 0x1.fffffffffffffp1023, 0, 22) &&
            reads_double("1.7976931348623159e308", HUGE_VAL, ERANGE, 22) &&
            reads_double("2.4703282292062328e-324", 0x1p-1074, ERANGE, 23) &&
            reads_double("2.4703282292062327e-324", 0, ERANGE, 23) &&
            reads_double("1e999999999999", HUGE_VAL, ERANGE, 14));
  check("other forms", reads_double("0x1.8p3", 12, 0, 7) && reads_double("-Infinity", -HUGE_VAL, 0, 9) &&
                           isnan(strtod("nan", NULL)) && reads_double("0x", 0, 0, 1) && reads_double("e5", 0, 0, 0));
  check("strtof", strtof("16777217", NULL) == 16777216 && strtof("3.4028236e38", NULL) == HUGE_VALF &&
                      atof("2.5") == 2.5);
}

void numbers(void) {
  integers();
  fractions();
}

void scanning(void) {
  int a, b, c, end;
  float x;
  double y;
  char word[8], rest[8];
  signed char small;
  int64_t wide;
  check("sscanf", sscanf("12:34:56.5Z", "%d:%d:%fZ%n", &a, &b, &x, &end) == 3 && a == 12 && b == 34 && x == 56.5f &&
                      end == 11);
  check("widths", sscanf("123456", "%2d%*1d%2d", &a, &b) == 2 && a == 12 && b == 45);
  check("bases", sscanf("0x1f 017 ff", "%i%i%x", &a, &b, &c) == 3 && a == 31 && b == 15 && c == 255);
  check("sets", sscanf("key = value", "%[a-z] = %7[^\n]", word, rest) == 2 && strcmp(word, "key") == 0 &&
                    strcmp(rest, "value") == 0);
  check("lengths", sscanf("300 1234567890123 2.5", "%hhd %" SCNd64 " %lf", &small, &wide, &y) == 3 && small == 44 &&
                       wide == 1234567890123 && y == 2.5);
  check("what does not fit", sscanf("x", "%d", &a) == 0 && sscanf("", "%d", &a) == EOF &&
                                 sscanf("1;2", "%d,%d", &a, &b) == 1);
}
