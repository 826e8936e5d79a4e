// The core calls, each with each of its errors.
#include "check.h"

static char data[16];
static const char constant[16] = "constant";

static uint32_t by_call_page(uint32_t number) {
  __asm__ volatile(BULKHEAD_CALL_INSTRUCTION : "+a"(number) : : "edx", "memory", "cc");
  return number;
}

static uint32_t by_core_gate(uint32_t number) {
  __asm__ volatile("int %1" : "+a"(number) : "i"(BULKHEAD_GATE_CORE) : "edx", "memory", "cc");
  return number;
}

static uint32_t by_hypercall_gate(uint32_t number) {
  __asm__ volatile("int %1" : "+a"(number) : "i"(BULKHEAD_GATE_HYPERCALL) : "edx", "memory", "cc");
  return number;
}

static void numbers(void) {
  check(by_call_page(0) == BULKHEAD_STATUS_OK && by_core_gate(0) == BULKHEAD_STATUS_OK, "core calls by call page and gate");
  check(by_call_page(0x100) == BULKHEAD_STATUS_OK && by_hypercall_gate(0x100) == BULKHEAD_STATUS_OK,
        "hypercalls by call page and gate");
  static const uint32_t none[] = {9, 0xff, 0x10e, 0x1ff, 0x200, 0x80000000, 0xffffffff};
  bool unknown = true;
  for (uint32_t i = 0; i < sizeof none / sizeof *none; i++)
    unknown = unknown && by_call_page(none[i]) == BULKHEAD_STATUS_UNKNOWN_CALL &&
              by_core_gate(none[i]) == BULKHEAD_STATUS_UNKNOWN_CALL &&
              by_hypercall_gate(none[i]) == BULKHEAD_STATUS_UNKNOWN_CALL;
  check(unknown, "a number that does not exist is an unknown call");
  check(by_core_gate(0x100) == BULKHEAD_STATUS_UNKNOWN_CALL, "no hypercall by the core calls' gate");
  check(by_hypercall_gate(0) == BULKHEAD_STATUS_UNKNOWN_CALL, "no core call by the hypercalls' gate");
}

// All registers but EAX, EDX and the arithmetic flags are the caller's, and DF is clear.
static void registers(void) {
  uint32_t ebx = 0x11111111, ecx = 0x22222222, esi = 0x33333333, edi = 0x44444444, flags;
  __asm__ volatile("std\n\txorl %%eax, %%eax\n\tcall -1077936128\n\tpushfl\n\tpopl %%eax\n\tcld"
                   : "=a"(flags), "+b"(ebx), "+c"(ecx), "+S"(esi), "+D"(edi)
                   :
                   : "edx", "memory", "cc");
  check(ebx == 0x11111111 && ecx == 0x22222222 && esi == 0x33333333 && edi == 0x44444444, "a call preserves registers");
  check((flags & 0x400) == 0, "a call leaves DF clear");
}

static void console(void) {
  uint32_t taken = 0;
  static const char text[] = "ok     text\n";
  check_call("console_write", BULKHEAD_STATUS_OK, bulkhead_console_write(text, sizeof text - 1, &taken), "a line");
  check(taken == sizeof text - 1, "console_write took all of it");
  check_call("console_write", BULKHEAD_STATUS_OK, bulkhead_console_write(data, 0, &taken), "nothing");
  static char spaces[BULKHEAD_CONSOLE_WRITE_MAX * 2];
  memset(spaces, ' ', sizeof spaces);
  bulkhead_console_write(spaces, sizeof spaces, &taken);
  printf("\n");
  check(taken == BULKHEAD_CONSOLE_WRITE_MAX, "console_write took no more than it takes at most");
  check_call("console_write", BULKHEAD_STATUS_BAD_POINTER, bulkhead_console_write(NULL, 1, &taken), "page 0");
  check_call("console_write", BULKHEAD_STATUS_BAD_POINTER, bulkhead_console_write((void *)KERNEL, 1, &taken), "the kernel");
  check_call("console_write", BULKHEAD_STATUS_BAD_POINTER, bulkhead_console_write((void *)0xffffffff, 2, &taken),
             "around the end of the address space");
}

static void times(void) {
  struct bulkhead_time_value time = {0};
  check_call("time_get", BULKHEAD_STATUS_OK, bulkhead_time_get(&time), "to data");
  check(time.nanoseconds > 0, "time_get wrote it");
  check_call("time_get", BULKHEAD_STATUS_BAD_POINTER, bulkhead_time_get((void *)(uint32_t)constant), "to constants");
  check_call("time_get", BULKHEAD_STATUS_BAD_POINTER, bulkhead_time_get((void *)UNMAPPED), "to where nothing is");

  uint64_t start_ns = bulkhead_now_ns();
  check_call("sleep_until", BULKHEAD_STATUS_OK, bulkhead_sleep_until(start_ns - 1), "a time that is past");
  uint64_t deadline_ns = bulkhead_now_ns() + 500 * US;
  check_call("sleep_until", BULKHEAD_STATUS_OK, bulkhead_sleep_until(deadline_ns), "in this window or the next");
  check(bulkhead_now_ns() >= deadline_ns, "sleep_until did not return before its time");
  deadline_ns = bulkhead_now_ns() + 25 * MS;
  bulkhead_sleep_until(deadline_ns);
  check(bulkhead_now_ns() >= deadline_ns, "nor over several windows");
}

static void windows(void) {
  struct bulkhead_partition_status before, after;
  check_call("partition_status", BULKHEAD_STATUS_OK, bulkhead_partition_status(&before), "to data");
  check_call("window_yield", BULKHEAD_STATUS_OK, bulkhead_window_yield(), "to the next window");
  bulkhead_partition_status(&after);
  check(after.windows == before.windows + 1, "window_yield came back in the next window");
  check(after.period_ns == 10 * MS && after.duration_ns == 6 * MS && after.identifier == 1, "status: what is configured");
  check(after.mode == BULKHEAD_MODE_NORMAL && after.start_condition == BULKHEAD_START_NORMAL, "status: mode and start");
  check(after.restarts == 0 && after.last_error == 0xffffffff, "status: no restart, no error");
  check(after.bad_calls > 0, "status: ill-formed calls were counted");
  check_call("partition_status", BULKHEAD_STATUS_BAD_POINTER, bulkhead_partition_status((void *)KERNEL), "to the kernel");
  check_call("partition_status", BULKHEAD_STATUS_BAD_POINTER, bulkhead_partition_status((void *)BULKHEAD_INFO_PAGE),
             "to the information page");
}

static void modes(void) {
  check_call("partition_set_mode", BULKHEAD_STATUS_NO_ACTION, bulkhead_partition_set_mode(BULKHEAD_MODE_NORMAL, 0), "NORMAL");
  check_call("partition_set_mode", BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_partition_set_mode(4, 0), "a mode that is none");
  check_call("health_report", BULKHEAD_STATUS_OK, bulkhead_health_report(42), "an error of its own");
  check_call("trace_event", BULKHEAD_STATUS_OK, bulkhead_trace_event(1, 2, 3), "three words");
}

void check_core_calls(void) {
  numbers();
  registers();
  check_call("core_null", BULKHEAD_STATUS_OK, bulkhead_core_null(), "nothing");
  console();
  times();
  windows();
  modes();
}
