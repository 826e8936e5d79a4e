// Each line shows what printf was given and, between bars, what it made of it.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int main(void) {
  printf("%%d 42 -7 0       |%d|%d|%d|\n", 42, -7, 0);
  printf("%%i INT32_MIN     |%i|\n", INT32_MIN);
  printf("%%u UINT32_MAX    |%u|\n", UINT32_MAX);
  printf("%%x %%X 0xbeef     |%x|%X|\n", 0xbeef, 0xbeef);
  printf("%%5d %%-5d %%05d    |%5d|%-5d|%05d|%05d|\n", 42, 42, 42, -42);
  printf("%%+d              |%+d|%+d|\n", 7, -7);
  printf("%%08x             |%08x|\n", 0x1234);
  printf("%%*d              |%*d|\n", 6, 42);
  printf("%%c %%3c           |%c|%3c|\n", 'a', 'b');
  printf("%%s %%6s %%-6s %%.2s |%s|%6s|%-6s|%.2s|\n", "text", "text", "text", "text");
  printf("%%p               |%p|\n", (void *)0x1234);
  printf("%%ld %%lu          |%ld|%lu|\n", -1L, 4000000000UL);
  printf("%%lld             |%lld|%lld|\n", INT64_MIN, (int64_t)1234567890123);
  printf("%%llu %%llx        |%llu|%llx|\n", UINT64_MAX, (uint64_t)0x123456789abcdef);
  printf("%%020llu          |%020llu|\n", (uint64_t)10000000000);

  printf("%%.5d %%8.3x %%.0d   |%.5d|%8.3x|%.0d|\n", -42, 10, 0);
  printf("%% d %%#x %%#o %%#X   |% d|%#x|%#o|%#X|%#x|\n", 7, 255, 8, 255, 0);
  printf("%%hhd %%hd %%hhu    |%hhd|%hd|%hhu|\n", 300, 70000, 511);
  printf("%%zu %%td %%jd      |%zu|%td|%jd|\n", sizeof(int), (ptrdiff_t)-5, (intmax_t)-6000000000);
  printf("%%-*d|%%.*s        |%-*d|%.*s|%*s|\n", 5, 42, 3, "abcdef", -6, "left");
  printf("%%f %%.0f %%.3f     |%f|%.0f|%.3f|%.2f|\n", 3.14159265358979, 2.5, -0.0625, 1e10);
  printf("%%e %%.2E %%.0e     |%e|%.2E|%.0e|%e|\n", 299792458.0, 6.62607015e-34, 2.5, 0.0);
  printf("%%g %%G            |%g|%g|%g|%G|%g|\n", 100000.0, 1e6, 0.0001, 0.00001, 0.1);
  printf("%%#g %%#.0f %%+.1f  |%#g|%#.0f|%+.1f|% .1f|\n", 1.5, 3.0, 2.25, 0.75);
  printf("%%10.3f %%-10.3f   |%10.3f|%-10.3f|%010.3f|\n", 3.14159, 3.14159, -3.14159);
  printf("%%f %%F %%5g        |%f|%F|%5g|%f|\n", (double)INFINITY, -(double)INFINITY, (double)NAN, -0.0);
  printf("%%.55f            |%.55f|\n", 0.1);
  printf("%%.17g            |%.17g|%.17g|\n", 1.7976931348623157e308, 4.9406564584124654e-324);
  printf("%%.1f, ties       |%.1f|%.1f|%.1f|%.1f|\n", 0.25, 0.35, 0.75, 0.05);

  char text[8];
  int length = snprintf(text, sizeof text, "%s", "much too long");
  printf("snprintf         |%s| of %d\n", text, length);

  int bytes = printf("%-300s|\n", "A line of more than 256 bytes takes two calls");
  printf("it had %d bytes\n", bytes);
  puts("puts             |a line|");
  fprintf(stderr, "fprintf          |%s|\n", "the same console");

  volatile uint64_t a = 1000000000000000003, b = 3000000019;
  printf("64-bit / and %%   |%llu|%llu|\n", a / b, a % b);
  volatile int64_t c = -1000000000000000003, d = 5000000000;
  printf("signed / and %%   |%lld|%lld|\n", c / d, c % d);
  return 0;
}
