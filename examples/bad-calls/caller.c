// What each call answers to arguments that are wrong. Nothing here is a fault: a call is an allegation, and checked.
#include <bulkhead/bulkhead.h>

enum { KERNEL = BULKHEAD_KERNEL_BASE + BULKHEAD_KERNEL_PHYS, UNMAPPED = 0x40000000, TOP = 0xfffffff0 };

static uint8_t data[64];
static const char constant[16] = "constant";
static uint32_t refused;

static void show(const char *call, const char *what, uint32_t status) {
  printf("%-18s %-40s %s\n", call, what, bulkhead_status_name(status));
  if (status >= BULKHEAD_STATUS_UNKNOWN_CALL && status <= BULKHEAD_STATUS_BAD_ARGUMENT) refused++;
}

static uint32_t unknown(uint32_t number) {
  __asm__ volatile(BULKHEAD_CALL_INSTRUCTION : "+a"(number) : : "edx", "memory", "cc");
  return number;
}

static uint32_t memory_end(void) {
  return bulkhead_info()->stack_address + bulkhead_info()->stack_size_bytes;
}

static uint32_t write_at(uint32_t address, uint32_t length) {
  uint32_t taken = 0;
  return bulkhead_console_write((const void *)address, length, &taken);
}

static void console_write(void) {
  const char *call = "console_write";
  show(call, "nothing", write_at((uint32_t)data, 0));
  show(call, "from page 0", write_at(0, 1));
  show(call, "from where nothing is", write_at(UNMAPPED, 1));
  show(call, "from the kernel", write_at(KERNEL, 1));
  show(call, "from the guard page", write_at(bulkhead_info()->stack_address - 16, 16));
  show(call, "across the end of the memory", write_at(memory_end() - 8, 16));
  show(call, "around the end of the address space", write_at(TOP, 32));
  show(call, "from the information page", write_at(BULKHEAD_INFO_PAGE, 1));
}

static void pointers_out(const char *call, uint32_t (*get)(void *)) {
  show(call, "to data", get(data));
  show(call, "to an odd address", get(data + 1));
  show(call, "to page 0", get(NULL));
  show(call, "to where nothing is", get((void *)UNMAPPED));
  show(call, "to the kernel", get((void *)KERNEL));
  show(call, "to constants", get((void *)(uint32_t)constant));
  show(call, "to code", get((void *)(uint32_t)pointers_out));
  show(call, "across the end of the memory", get((void *)(memory_end() - 4)));
  show(call, "around the end of the address space", get((void *)0xfffffffc));
  show(call, "to the information page", get((void *)BULKHEAD_INFO_PAGE));
  show(call, "to the vCPU page", get((void *)(BULKHEAD_VCPU_PAGE + 0x800)));
}

static uint32_t time_get(void *to) { return bulkhead_time_get(to); }
static uint32_t partition_status(void *to) { return bulkhead_partition_status(to); }

static void modes(void) {
  const char *call = "partition_set_mode";
  show(call, "NORMAL, which it is", bulkhead_partition_set_mode(BULKHEAD_MODE_NORMAL, 0));
  show(call, "4", bulkhead_partition_set_mode(4, 0));
  show(call, "0xffffffff", bulkhead_partition_set_mode(0xffffffff, 0));
}

static void lines(void) {
  const char *call = "irq_register";
  show(call, "line 32", bulkhead_irq_register(32, bulkhead_upcall));
  show(call, "line 0xfffffffe", bulkhead_irq_register(0xfffffffe, bulkhead_upcall));
  show(call, "a hardware line not given", bulkhead_irq_register(BULKHEAD_LINE_IRQ_BASE + 1, bulkhead_upcall));
  show(call, "a handler in data", bulkhead_irq_register(BULKHEAD_LINE_TIMER, (bulkhead_handler)(uint32_t)data));
  show(call, "a handler in constants", bulkhead_irq_register(BULKHEAD_LINE_TIMER, (bulkhead_handler)(uint32_t)constant));
  show(call, "a handler in the kernel", bulkhead_irq_register(BULKHEAD_LINE_TIMER, (bulkhead_handler)KERNEL));
  show(call, "a handler where nothing is", bulkhead_irq_register(BULKHEAD_LINE_TIMER, (bulkhead_handler)UNMAPPED));
  show(call, "a handler at 0", bulkhead_irq_register(BULKHEAD_LINE_TIMER, NULL));
  show("irq_unregister", "a line without a handler", bulkhead_irq_unregister(BULKHEAD_LINE_TIMER));
  show("irq_unregister", "line 32", bulkhead_irq_unregister(32));
  show("line_enable", "line 32", bulkhead_line_enable(32));
  show("line_enable", "a hardware line not given", bulkhead_line_enable(BULKHEAD_LINE_IRQ_BASE + 1));
  show("line_disable", "line 32", bulkhead_line_disable(32));
  show("line_acknowledge", "line 32", bulkhead_line_acknowledge(32));
  show("line_acknowledge", "a line that is not pending", bulkhead_line_acknowledge(BULKHEAD_LINE_TIMER));
}

static void timers(void) {
  show("timer_cancel", "a timer that is not armed", bulkhead_timer_cancel());
  show("timer_set", "a period just too short", bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS - 1));
  show("timer_cancel", "still not armed", bulkhead_timer_cancel());
}

static void exceptions(void) {
  const char *call = "exception_register";
  show(call, "mask and handler 0", bulkhead_exception_register(0, NULL));
  show(call, "a handler at 0", bulkhead_exception_register(1, NULL));
  show(call, "a handler in data", bulkhead_exception_register(1, (bulkhead_handler)(uint32_t)data));
  show(call, "the double fault", bulkhead_exception_register(1 << 8, bulkhead_upcall));
  show(call, "a handler in the kernel", bulkhead_exception_register(1, (bulkhead_handler)KERNEL));
}

static void numbers(void) {
  show("9", "no such core call", unknown(9));
  show("0xff", "no such core call", unknown(0xff));
  show("0x10e", "no such hypercall", unknown(0x10e));
  show("0x200", "in no table", unknown(0x200));
  show("0x80000001", "in no table", unknown(0x80000001));
  show("0xffffffff", "in no table", unknown(0xffffffff));
}

int main(void) {
  console_write();
  pointers_out("time_get", time_get);
  pointers_out("partition_status", partition_status);
  modes();
  lines();
  timers();
  exceptions();
  numbers();

  struct bulkhead_partition_status status;
  bulkhead_partition_status(&status);
  printf("the kernel counted them all: %s\n", status.bad_calls == refused ? "yes" : "no");
  return 0;
}
