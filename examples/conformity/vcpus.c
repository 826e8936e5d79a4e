// A second vCPU: started, called, stopped.
#include "vcpus.h"

#include "check.h"

enum { TIMER = BULKHEAD_LINE_TIMER, CALL = BULKHEAD_LINE_VCPU, STACK_BYTES = 4096 };

void keep_registers(void);
uint32_t vcpu_registers[8];

static uint8_t stack[STACK_BYTES] __attribute__((aligned(16)));

void check_vcpus(void) {
  const char *call = "vcpu_start";
  uint32_t top = (uint32_t)stack + STACK_BYTES;
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_vcpu_start(2, keep_registers, top, 0), "a vCPU that is not there");
  check_call(call, BULKHEAD_STATUS_BAD_POINTER, bulkhead_vcpu_start(1, (bulkhead_handler)KERNEL, top, 0), "in the kernel");
  check_call(call, BULKHEAD_STATUS_NO_ACTION, bulkhead_vcpu_start(0, keep_registers, top, 0), "the one that runs");
  check_call("vcpu_notify", BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_vcpu_notify(2), "a vCPU that is not there");
  check_call("vcpu_notify", BULKHEAD_STATUS_OK, bulkhead_vcpu_notify(1), "one that does not run");
  check(bulkhead_vcpu_at(1)->raised[CALL] == 0, "it has nothing of it");

  check_call(call, BULKHEAD_STATUS_OK, bulkhead_vcpu_start(1, keep_registers, top, 0x12345678), "vCPU 1");
  check_call(call, BULKHEAD_STATUS_NO_ACTION, bulkhead_vcpu_start(1, keep_registers, top, 0), "once more");
  uint32_t status = BULKHEAD_STATUS_NO_ACTION;
  for (uint64_t end_ns = bulkhead_now_ns() + 60 * MS; status == BULKHEAD_STATUS_NO_ACTION && bulkhead_now_ns() < end_ns;)
    status = bulkhead_vcpu_run(1, vcpu_1, stack, sizeof stack);
  check_call("vcpu_stop", BULKHEAD_STATUS_OK, status, "it stopped, and is started anew");
  check(vcpu_registers[0] == BULKHEAD_INFO_PAGE && vcpu_registers[1] == 1 && vcpu_registers[2] == 0x12345678 &&
            vcpu_registers[3] == top,
        "it began with what the start gave it");
  check((vcpu_registers[4] | vcpu_registers[5] | vcpu_registers[6] | vcpu_registers[7]) == 0, "and zero in the rest");
  check(bulkhead_vcpu_at(1)->vcpu == 1, "its page has its number");

  forget();
  uint32_t ticks_before = raised(TIMER);
  for (int i = 0; i < 10; i++) bulkhead_vcpu_notify(1);
  uint32_t own_calls = raised(CALL);
  bulkhead_mask();
  while (!vcpu_1_done) {
    bulkhead_wait();
    bulkhead_unmask();
    bulkhead_mask();
  }
  bulkhead_unmask();
  check(vcpu_1_calls == 10, "ten calls are seen as ten");
  check(vcpu_1_ticks >= 10 && raised(TIMER) == ticks_before, "its timer is its own");
  check(raised(CALL) == own_calls + 1 && took[CALL] == 1, "and it calls back");
}
