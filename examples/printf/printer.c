// Each line shows what printf was given and, between bars, what it made of it.
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

  char text[8];
  int length = snprintf(text, sizeof text, "%s", "much too long");
  printf("snprintf         |%s| of %d\n", text, length);

  int bytes = printf("%-300s|\n", "A line of more than 256 bytes takes two calls");
  printf("it had %d bytes\n", bytes);

  volatile uint64_t a = 1000000000000000003, b = 3000000019;
  printf("64-bit / and %%   |%llu|%llu|\n", a / b, a % b);
  volatile int64_t c = -1000000000000000003, d = 5000000000;
  printf("signed / and %%   |%lld|%lld|\n", c / d, c % d);
  return 0;
}
