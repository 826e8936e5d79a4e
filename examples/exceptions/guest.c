// Has its exceptions come to itself, looks at them, and goes on behind the instruction.
#include <bulkhead/bulkhead.h>

struct exception_frame {
  uint32_t vector, address, code, eip, cs, eflags;
};

enum {
  DIVIDE = 0,
  BREAKPOINT = 3,
 
  INVALID_OPCODE = 6,
  GENERAL_PROTECTION = 13,
  PAGE_FAULT = 14,
  INTERRUPT_FLAG = 0x200,
  UNMAPPED = 0x40000000,
};

void exception_entry(void);

// Where to go on: the label behind the instruction of TRY.
static uint32_t resume_eip;
// What a page fault should name.
static uint32_t touched;
static bool nest;

static const char *yes(bool condition) { return condition ? "yes" : "no"; }

// Runs an instruction that will not end, and goes on behind it.
#define TRY(instruction, ...) \
  __asm__ volatile("movl $1f, %0\n\t" instruction "\n1:" : "=m"(resume_eip) : __VA_ARGS__ : "eax", "edx", "memory", "cc")

void handle_exception(struct exception_frame *frame) {
  bool in_program = frame->eip >= 0x100000 && frame->eip <= resume_eip;
  printf("  vector %u, error code %u, address right: %s, in the program: %s, IF in the frame: %s, masked here: %s\n",
         frame->vector, frame->code, yes(frame->address == touched), yes(in_program),
         yes(frame->eflags & INTERRUPT_FLAG), yes(bulkhead_masked()));
  touched = 0;
  frame->eip = resume_eip;
  if (nest) {
    nest = false;
    printf("  and one in the handler\n");
    TRY("ud2", "r"(0));
    printf("  back in the handler\n");
  }
}

int main(void) {
  uint32_t mask = 1u << DIVIDE | 1u << BREAKPOINT | 1u << INVALID_OPCODE | 1u << GENERAL_PROTECTION |
                  1u << PAGE_FAULT;
  printf("register: %s\n", bulkhead_status_name(bulkhead_exception_register(mask, exception_entry)));
  printf("division by zero\n");
  TRY("xorl %%edx, %%edx\n\tdivl %%edx", "r"(0));
  printf("an invalid opcode\n");
  TRY("ud2", "r"(0));
  printf("reading where nothing is\n");
  touched = UNMAPPED;
  TRY("movl (%1), %%eax", "r"(UNMAPPED));
  printf("writing to the kernel\n");
  touched = BULKHEAD_KERNEL_BASE + BULKHEAD_KERNEL_PHYS;
  TRY("movl %%eax, (%1)", "r"(touched));
  printf("writing to constants\n");
  touched = (uint32_t) "constant";
  TRY("movl %%eax, (%1)", "r"(touched));
  printf("a privileged instruction\n");
  TRY("cli", "r"(0));
  printf("a breakpoint\n");
  TRY("int3", "r"(0));

  printf("still masked: %s\n", yes(bulkhead_masked()));
  bulkhead_unmask();
  TRY("ud2", "r"(0));
  printf("unmasked again: %s\n", yes(!bulkhead_masked()));
  nest = true;
  TRY("ud2", "r"(0));
  printf("unmasked again: %s\n", yes(!bulkhead_masked()));

  printf("unregister: %s\n", bulkhead_status_name(bulkhead_exception_register(0, NULL)));
  printf("and now it is health monitoring's\n");
  TRY("ud2", "r"(0));
  return 0;
}
