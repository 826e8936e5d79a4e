// Lines: handlers, masks, counters, priority, nesting, and the way back by iret.
#include "check.h"

void own_entry(void);
void own_interrupt(uint32_t line);
uint32_t iret_with_stack(uint32_t esp);
uint32_t iret_by_call_page(void);

enum { TIMER = BULKHEAD_LINE_TIMER, WINDOW = BULKHEAD_LINE_WINDOW_START, CALL = BULKHEAD_LINE_VCPU };
enum { MESSAGE = BULKHEAD_LINE_PORT_MESSAGE, SCHEDULE = BULKHEAD_LINE_SCHEDULE_CHANGE, OTHER_IRQ = BULKHEAD_LINE_IRQ_BASE + 5 };

static char data[16];
static volatile uint32_t own_calls;

void own_interrupt(uint32_t line) {
  own_calls++;
  took[line] += bulkhead_take(line);
}

static void registering(void) {
  const char *call = "irq_register";
  bulkhead_handler in_data = (bulkhead_handler)(uint32_t)data;
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_interrupts_attach(), "the common entry");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_irq_register(CALL, own_entry), "an entry of one line");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_irq_register(MESSAGE, bulkhead_upcall), "port messages");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_irq_register(SCHEDULE, bulkhead_upcall), "schedule changes");
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_irq_register(32, bulkhead_upcall), "line 32");
  check_call(call, BULKHEAD_STATUS_BAD_POINTER, bulkhead_irq_register(TIMER, in_data), "an entry in data");
  check_call(call, BULKHEAD_STATUS_BAD_POINTER, bulkhead_irq_register(TIMER, (bulkhead_handler)KERNEL), "one in the kernel");
  check_call(call, BULKHEAD_STATUS_NOT_AVAILABLE, bulkhead_irq_register(OTHER_IRQ, bulkhead_upcall), "another's hardware line");

  call = "line_enable";
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_enable(TIMER), "the timer");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_enable(CALL), "calls of vCPUs");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_enable(MESSAGE), "port messages");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_enable(SCHEDULE), "schedule changes");
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_line_enable(32), "line 32");
  check_call(call, BULKHEAD_STATUS_NOT_AVAILABLE, bulkhead_line_enable(OTHER_IRQ), "another's hardware line");
  check(bulkhead_vcpu()->enabled == (1u << TIMER | 1u << CALL | 1u << MESSAGE | 1u << SCHEDULE), "the page shows what is enabled");

  call = "line_disable";
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_disable(CALL), "calls of vCPUs");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_disable(CALL), "a line that is disabled");
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_line_disable(0xffffffff), "all lines");
}

static void acknowledging(void) {
  const char *call = "line_acknowledge";
  check_call(call, BULKHEAD_STATUS_NO_ACTION, bulkhead_line_acknowledge(CALL), "a line that is not pending");
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_line_acknowledge(32), "line 32");
  check_call("vcpu_notify", BULKHEAD_STATUS_OK, bulkhead_vcpu_notify(0), "itself");
  check(pending(CALL) && raised(CALL) == 1, "it is pending and counted");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_line_acknowledge(CALL), "and acknowledged");
  check(!pending(CALL) && raised(CALL) == 1, "not pending any more, and still counted");
  bulkhead_vcpu()->taken[CALL] = raised(CALL);
}

// N are seen as N, by one call of the handler.
static void counting(void) {
  forget();
  bulkhead_mask();
  bulkhead_enable(CALL);
  for (int i = 0; i < 100; i++) bulkhead_vcpu_notify(0);
  check(own_calls == 0 && raised(CALL) == 101, "masked: counted, not delivered");
  bulkhead_vcpu()->interrupt_flag = BULKHEAD_INTERRUPTS_ON;
  bulkhead_hypercall_null();
  check(own_calls == 1 && took[CALL] == 100, "unmasked by memory: the next call delivers, to the line's own entry, once");
  check_call("iret", BULKHEAD_STATUS_OK, BULKHEAD_STATUS_OK, "the entry came back by it");
  check(!bulkhead_masked(), "iret took the flag from the frame");
  check_call("iret", BULKHEAD_STATUS_WRONG_MODE, iret_by_call_page(), "by the call page");
  bulkhead_mask();
  check_call("iret", BULKHEAD_STATUS_BAD_POINTER, iret_with_stack(KERNEL), "a stack in the kernel");
  check_call("iret", BULKHEAD_STATUS_BAD_POINTER, iret_with_stack(UNMAPPED), "a stack that is not there");

  const char *call = "irq_unregister";
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_irq_unregister(CALL), "the entry of one line");
  check_call(call, BULKHEAD_STATUS_NO_ACTION, bulkhead_irq_unregister(CALL), "once more");
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_irq_unregister(32), "line 32");
  forget();
  bulkhead_vcpu_notify(0);
  bulkhead_unmask();
  check(own_calls == 1 && seen_count == 1 && took[CALL] == 1, "the common entry has the line now");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_irq_unregister(BULKHEAD_ALL_LINES), "the common entry");
  check_call(call, BULKHEAD_STATUS_NO_ACTION, bulkhead_irq_unregister(BULKHEAD_ALL_LINES), "once more");
  forget();
  bulkhead_vcpu_notify(0);
  bulkhead_hypercall_null();
  check(seen_count == 0 && pending(CALL), "with no handler a line stays pending");
  bulkhead_interrupts_attach();
  check(seen_count == 1 && !pending(CALL), "until there is one");
}

static void make_three_pending(void) {
  bulkhead_mask();
  forget();
  bulkhead_vcpu_notify(0);
  bulkhead_enable(WINDOW);
  bulkhead_window_yield();
  bulkhead_timer_set(0, 0);
}

static bool came_in_order(void) {
  return seen_count == 3 && seen_lines[0] == TIMER && seen_lines[1] == WINDOW && seen_lines[2] == CALL;
}

static void unmask_inside(uint32_t line) {
  if (line != CALL) return;
  in_handler = NULL;
  // Unmasks, in its own handler, with the timer pending.
  bulkhead_timer_set(0, 0);
  uint32_t before = seen_count;
  bulkhead_unmask();
  check(seen_count == before + 1 && seen_lines[before] == TIMER, "a handler that unmasks is interrupted");
  check(!bulkhead_masked(), "and goes on unmasked behind it");
}

static void order(void) {
  make_three_pending();
  check(pending(TIMER) && pending(WINDOW) && pending(CALL), "three lines pending");
  check(raised(WINDOW) > 0, "a window's start was raised");
  bulkhead_unmask();
  check(came_in_order(), "the library delivers the lower line first");
  make_three_pending();
  bulkhead_vcpu()->interrupt_flag = BULKHEAD_INTERRUPTS_ON;
  bulkhead_hypercall_null();
  check(came_in_order(), "and so does the kernel, one after the other");
  bulkhead_disable(WINDOW);

  forget();
  in_handler = unmask_inside;
  bulkhead_vcpu_notify(0);
  check(seen_count == 2 && !bulkhead_masked(), "both handlers returned");
}

void check_lines(void) {
  check_call("hypercall_null", BULKHEAD_STATUS_OK, bulkhead_hypercall_null(), "nothing");
  registering();
  acknowledging();
  counting();
  order();
}
