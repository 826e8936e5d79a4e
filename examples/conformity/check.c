// Counting checks, and what the handler of all lines keeps for them.
#include "check.h"

static uint32_t ok, failed;

volatile uint32_t seen_count;
volatile uint32_t seen_lines[SEEN_MAX];
volatile uint32_t took[BULKHEAD_LINE_COUNT];
void (*volatile in_handler)(uint32_t line);

void check(bool condition, const char *what) {
  if (condition) ok++;
  else failed++;
  printf("%s %s\n", condition ? "ok    " : "NOT OK", what);
}

void check_call(const char *call, uint32_t expected, uint32_t status, const char *what) {
  if (status == expected) ok++;
  else failed++;
  printf("%s %s -> %s: %s\n", status == expected ? "ok    " : "NOT OK", call, bulkhead_status_name(status), what);
}

uint32_t checks_ok(void) { return ok; }
uint32_t checks_failed(void) { return failed; }

void bulkhead_interrupt(uint32_t line) {
  uint32_t count = bulkhead_take(line);
  took[line] += count;
  if (seen_count < SEEN_MAX) seen_lines[seen_count++] = line;
  if (in_handler) in_handler(line);
}

void forget(void) {
  uint32_t before = bulkhead_mask();
  seen_count = 0;
  for (uint32_t line = 0; line < BULKHEAD_LINE_COUNT; line++) took[line] = 0;
  bulkhead_restore(before);
}

void spin(uint64_t duration_ns) {
  uint64_t end_ns = bulkhead_now_ns() + duration_ns;
  while (bulkhead_now_ns() < end_ns) {
  }
}

uint32_t raised(uint32_t line) { return bulkhead_vcpu()->raised[line]; }
bool pending(uint32_t line) { return bulkhead_vcpu()->pending >> line & 1; }

void spin_until_raised(uint32_t line, uint32_t times) {
  uint64_t end_ns = bulkhead_now_ns() + 30 * MS;
  while (raised(line) < times && bulkhead_now_ns() < end_ns) {
  }
}
