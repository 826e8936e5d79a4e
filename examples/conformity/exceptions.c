// Exceptions that the guest handles itself.
#include "check.h"

struct frame {
  uint32_t vector, address, code, eip, cs, eflags;
};

void exception_entry(void);
void own_exception(struct frame *frame);

static struct frame seen;
static bool was_masked;
static uint32_t resume_eip;

void own_exception(struct frame *frame) {
  seen = *frame;
  was_masked = bulkhead_masked();
  frame->eip = resume_eip;
}

// Runs an instruction that will not end, and goes on behind it.
#define TRY(instruction, ...) \
  __asm__ volatile("movl $1f, %0\n\t" instruction "\n1:" : "=m"(resume_eip) : __VA_ARGS__ : "eax", "edx", "memory", "cc")

static bool saw(uint32_t vector, uint32_t code, uint32_t address, bool flag) {
  return seen.vector == vector && seen.code == code && seen.address == address && was_masked &&
         (seen.eflags >> 9 & 1) == flag && seen.eip < resume_eip + 1 && bulkhead_masked() == !flag;
}

void check_exceptions(void) {
  const char *call = "exception_register";
  static char data[16];
  bulkhead_handler in_data = (bulkhead_handler)(uint32_t)data;
  uint32_t mask = 1u << 0 | 1u << 3 | 1u << 6 | 1u << 13 | 1u << 14;
  check_call(call, BULKHEAD_STATUS_BAD_POINTER, bulkhead_exception_register(mask, in_data), "a handler in data");
  check_call(call, BULKHEAD_STATUS_BAD_POINTER, bulkhead_exception_register(mask, NULL), "no handler");
  static const uint32_t reserved[] = {2, 7, 8, 18};
  bool refused = true;
  for (uint32_t i = 0; i < 4; i++)
    refused = refused && bulkhead_exception_register(1u << reserved[i], exception_entry) == BULKHEAD_STATUS_BAD_ARGUMENT;
  check(refused, "NMI, #NM, double fault and machine check are the kernel's");
  check_call(call, BULKHEAD_STATUS_BAD_ARGUMENT, bulkhead_exception_register(1u << 8, exception_entry), "the double fault");
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_exception_register(mask, exception_entry), "five of them");

  bulkhead_unmask();
  TRY("xorl %%edx, %%edx\n\tdivl %%edx", "r"(0));
  check(saw(0, 0, 0, true), "division by zero");
  TRY("ud2", "r"(0));
  check(saw(6, 0, 0, true), "invalid opcode, the flag in the frame");
  TRY("cli", "r"(0));
  check(saw(13, 0, 0, true), "privileged instruction");
  TRY("int3", "r"(0));
  check(saw(3, 0, 0, true), "breakpoint");
  TRY("movl (%1), %%eax", "r"(UNMAPPED));
  check(saw(14, 4, UNMAPPED, true), "page fault: reading where nothing is");
  TRY("movl %%eax, (%1)", "r"(KERNEL));
  check(saw(14, 7, KERNEL, true), "page fault: writing to the kernel");
  bulkhead_mask();
  TRY("ud2", "r"(0));
  check(saw(6, 0, 0, false), "while masked: it comes all the same, and returns masked");
  bulkhead_unmask();
  check_call(call, BULKHEAD_STATUS_OK, bulkhead_exception_register(0, NULL), "none any more");
}
