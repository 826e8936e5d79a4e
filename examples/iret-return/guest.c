// Returns from its upcalls by the iret hypercall, which delivers first what became pending meanwhile.
#include <bulkhead/bulkhead.h>

enum { CHAIN = 5, LONG_NS = 3000000 };

void entry(void);
uint32_t iret_with_stack(uint32_t esp);

static volatile uint32_t handled;
static uint32_t first_stack;
static bool same_stack = true;

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

static void spin(uint64_t duration_ns) {
  uint64_t end_ns = bulkhead_now_ns() + duration_ns;
  while (bulkhead_now_ns() < end_ns) {
  }
}

// Makes the next one pending before it returns, some times.
void handle(uint32_t line) {
  uint32_t stack = (uint32_t)__builtin_frame_address(0);
  if (handled == 0) first_stack = stack;
  same_stack = same_stack && stack == first_stack;
  handled += bulkhead_take(line);
  if (handled < CHAIN) {
    bulkhead_timer_set(bulkhead_now_ns(), 0);
    spin(LONG_NS);
  }
}

int main(void) {
  bulkhead_irq_register(BULKHEAD_LINE_TIMER, entry);
  bulkhead_vcpu()->interrupt_flag = BULKHEAD_INTERRUPTS_ON;
  bulkhead_line_enable(BULKHEAD_LINE_TIMER);

  // Due at once: the first upcall comes before this call returns.
  bulkhead_timer_set(bulkhead_now_ns(), 0);
  printf("%u in a row before the first returned\n", handled);
  printf("the stack did not grow: %s\n", yes(same_stack));
  printf("unmasked afterwards: %s\n", yes(!bulkhead_masked()));

  bulkhead_mask();
  printf("a stack in the kernel: %s\n", bulkhead_status_name(iret_with_stack(BULKHEAD_KERNEL_BASE + 0x100000)));
  printf("a stack that is not there: %s\n", bulkhead_status_name(iret_with_stack(0x40000000)));
  printf("a stack at the end of the address space: %s\n", bulkhead_status_name(iret_with_stack(0xfffffff8)));
  return 0;
}
