#include <core/allocator.h>
#include <core/partition.h>
#include <core/thread.h>
#include <core/time.h>
#include <errno.h>
#include <libc/stdio.h>
#include <libc/stdlib.h>
#include <libc/string.h>
#include <types.h>

#include "mathematics.h"

// POK's calls by their numbers.
static void calls(void) {
  uint64_t period;
  uint8_t id = 99;
  printf("partition: %d,", pok_syscall1(POK_SYSCALL_PARTITION_GET_ID, (uint32_t)&id));
  printf(" number %d; period: %d,", id, pok_syscall2(POK_SYSCALL_PARTITION_GET_PERIOD, (uint32_t)&period, 0));
  printf(" %lld; ", period);
  pok_syscall2(POK_SYSCALL_CONSWRITE, (uint32_t)"written", 7);
  printf("; no such call: %d\n", pok_syscall0(12345));
}

static void numbers(void) {
  printf("%d %i %u %o %x %c %s %f %%\n", -1, 0, 4000000000u, 8, 0xabcdef, 'c', "text", 2.9999999);
  printf("%hhd %hd %d %ld %lld\n", (char)-2, (short)-3, -4, -5L, -6LL);
  printf("%hhx %hx %x %lx %llx\n", 0xab, 0xabcd, 0xabcdef01, 0xabcdef01UL, 0xabcdef0123456789ULL);
  printf("%f %f %f\n", 0.5, 1.000001, 123456.75);
  int written = printf("%s", "twelve bytes");
  printf(": %d\n", written);
  // No width: what is not known stands there as it is.
  const char *width = "%4d %q\n";
  printf(width, 7);
}

static void chance(void) {
  printf("rand");
  for (int i = 0; i < 5; i++) printf(" %d", rand());
  printf(", at most %d\n", RAND_MAX);
}

static void text(void) {
  char buffer[40];
  printf("%s %s", itoa(-42, buffer, 10), itoa(255, buffer + 8, 16));
  printf(" %d %d\n", streq("a", "a"), streq("a", "b"));
  memset(buffer, 'x', 3);
  buffer[3] = 0;
  printf("%s %d %d\n", buffer, (int)strlen(buffer), atoi("77"));
  char *memory = malloc(10);
  strcpy(memory, "on heap");
  printf("%s %d\n", memory, strcmp(memory, "on heap"));
  free(memory);
  int *zeros = calloc(4, sizeof(int));
  printf("%d %d\n", zeros[0], zeros[3]);
  pok_allocator_free(zeros);
}

static void *sleeper(void) {
  pok_time_t before, after;
  pok_time_get(&before);
  pok_thread_sleep(3000);
  pok_time_get(&after);
  pok_time_t slept = after - before;
  printf("3 ms in ns: %s\n", slept >= 3000000 && slept < 3100000 ? "yes" : "no");
  printf("a character: %d, NULL: %d, bytes of a type: %d\n", getChar(), NULL, (int)sizeof(pok_size_t));
  pok_thread_wait_infinite();
  return NULL;
}

int main() {
  uint32_t id;
  pok_thread_attr_t attributes;
  numbers();
  chance();
  text();
  mathematics();
  calls();
  attributes.entry = sleeper;
  pok_thread_create(&id, &attributes);
  // Before NORMAL nobody sleeps.
  printf("main sleeps: %d\n", pok_thread_sleep(1000000));
  pok_partition_set_mode(POK_PARTITION_MODE_NORMAL);
  return 0;
}
