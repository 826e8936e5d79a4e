// Restarts: nothing of the run before is left.
#include "check.h"

void keep_registers(void);

static uint32_t in_data = 1234;
static uint32_t in_bss;

_Noreturn void begin_restarts(void) {
  struct bulkhead_vcpu_page *page = bulkhead_vcpu();
  check(page->raised[BULKHEAD_LINE_PORT_MESSAGE] == 0 && page->raised[BULKHEAD_LINE_SCHEDULE_CHANGE] == 0,
        "no port message and no schedule change was raised");
  printf("first run: %u ok, %u not\n", checks_ok(), checks_failed());
  in_data = in_bss = 99;
  bulkhead_timer_set(0, BULKHEAD_TIMER_PERIOD_MIN_NS);
  page->guest[0] = 99;
  for (;;) bulkhead_partition_set_mode(BULKHEAD_MODE_COLD_START, checks_failed());
}

void check_restarted(const struct bulkhead_partition_status *status) {
  struct bulkhead_vcpu_page *page = bulkhead_vcpu();
  const char *which = status->restarts == 1 ? "COLD_START" : "WARM_START";
  check_call("partition_set_mode", BULKHEAD_STATUS_OK, BULKHEAD_STATUS_OK, which);
  check(status->start_condition == BULKHEAD_START_PARTITION_RESTART && status->mode == BULKHEAD_MODE_NORMAL,
        "the status tells why it was started");
  check(in_data == 1234 && in_bss == 0, "its memory is as it was packed");
  check(page->guest[0] == 0 && page->enabled == 0 && page->interrupt_flag == 0 && page->taken[0] == 0,
        "its page is empty, interrupts masked");
  check(bulkhead_irq_unregister(BULKHEAD_ALL_LINES) == BULKHEAD_STATUS_NO_ACTION, "it has no handlers");
  check(bulkhead_timer_cancel() == BULKHEAD_STATUS_NO_ACTION, "its timer is off");
  static uint8_t stack[256];
  check(bulkhead_vcpu_start(1, keep_registers, (uint32_t)stack + sizeof stack, 0) == BULKHEAD_STATUS_OK,
        "its other vCPU does not run");
  printf("%s run: %u ok, %u not\n", status->restarts == 1 ? "second" : "third", checks_ok(), checks_failed());
  in_data = in_bss = page->guest[0] = 99;
  if (status->restarts == 1) bulkhead_partition_set_mode(BULKHEAD_MODE_WARM_START, checks_failed());
}
