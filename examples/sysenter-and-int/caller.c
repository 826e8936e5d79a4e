// The call page and the two gates: the same calls, the same answers, the same registers preserved.
#include <bulkhead/bulkhead.h>

struct registers {
  uint32_t eax, ebx, ecx, edx, esi, edi, ebp, eflags;
};

enum { DIRECTION_FLAG = 0x400, NUMBER_UNKNOWN = 0x7f };

// EBP is an argument of nobody; it is loaded and looked at as well. `instruction` is a string literal.
#define CALL_BY(function, instruction)                             \
  static void function(struct registers *registers) {              \
    __asm__ volatile(                                              \
        "pushl %%ebp\n\t"                                          \
        "pushl %%eax\n\t"                                          \
        "movl 4(%%eax), %%ebx\n\t"                                 \
        "movl 8(%%eax), %%ecx\n\t"                                 \
        "movl 12(%%eax), %%edx\n\t"                                \
        "movl 16(%%eax), %%esi\n\t"                                \
        "movl 20(%%eax), %%edi\n\t"                                \
        "movl 24(%%eax), %%ebp\n\t"                                \
        "movl (%%eax), %%eax\n\t" instruction                      \
        "\n\t"                                                     \
        "pushl %%eax\n\t"                                          \
        "movl 4(%%esp), %%eax\n\t"                                 \
        "movl %%ebx, 4(%%eax)\n\t"                                 \
        "movl %%ecx, 8(%%eax)\n\t"                                 \
        "movl %%edx, 12(%%eax)\n\t"                                \
        "movl %%esi, 16(%%eax)\n\t"                                \
        "movl %%edi, 20(%%eax)\n\t"                                \
        "movl %%ebp, 24(%%eax)\n\t"                                \
        "popl (%%eax)\n\t"                                         \
        "pushfl\n\t"                                               \
        "popl 28(%%eax)\n\t"                                       \
        "popl %%eax\n\t"                                           \
        "popl %%ebp"                                               \
        : "+a"(registers)                                          \
        :                                                          \
        : "ebx", "ecx", "edx", "esi", "edi", "memory", "cc");      \
  }

CALL_BY(by_call_page, "call 0xbfc00000")
CALL_BY(by_core_gate, "int $0x80")
CALL_BY(by_hypercall_gate, "int $0x82")

static struct bulkhead_time_value time;

static void try(const char *way, void (*call)(struct registers *), const char *what, uint32_t number, uint32_t first) {
  struct registers registers = {number, first, 0x22222222, 0x33333333, 0x44444444, 0x55555555, 0x66666666, 0};
  struct registers before = registers;
  call(&registers);
  bool preserved = registers.ebx == before.ebx && registers.ecx == before.ecx && registers.esi == before.esi &&
                   registers.edi == before.edi && registers.ebp == before.ebp;
  printf("%-9s %-13s %s, value %u, registers preserved: %s, DF clear: %s\n", way, what,
         bulkhead_status_name(registers.eax), registers.edx, preserved ? "yes" : "no",
         registers.eflags & DIRECTION_FLAG ? "no" : "yes");
}

int main(void) {
  uint32_t pointer = (uint32_t)&time;
  try("call page", by_call_page, "core_null", BULKHEAD_CALL_CORE_NULL, 0);
  try("int 0x80", by_core_gate, "core_null", BULKHEAD_CALL_CORE_NULL, 0);
  try("call page", by_call_page, "hypercall_null", BULKHEAD_HYPERCALL_NULL, 0);
  try("int 0x82", by_hypercall_gate, "hypercall_null", BULKHEAD_HYPERCALL_NULL, 0);
  try("call page", by_call_page, "time_get", BULKHEAD_CALL_TIME_GET, pointer);
  try("int 0x80", by_core_gate, "time_get", BULKHEAD_CALL_TIME_GET, pointer);
  try("call page", by_call_page, "bad pointer", BULKHEAD_CALL_TIME_GET, 0);
  try("int 0x80", by_core_gate, "bad pointer", BULKHEAD_CALL_TIME_GET, 0);
  try("call page", by_call_page, "window_yield", BULKHEAD_CALL_WINDOW_YIELD, 0);
  try("int 0x80", by_core_gate, "window_yield", BULKHEAD_CALL_WINDOW_YIELD, 0);
  try("call page", by_call_page, "unknown", NUMBER_UNKNOWN, 0);
  try("int 0x80", by_core_gate, "unknown", NUMBER_UNKNOWN, 0);
  try("int 0x82", by_hypercall_gate, "unknown", NUMBER_UNKNOWN, 0);
  // Each gate has its own table.
  try("int 0x80", by_core_gate, "a hypercall", BULKHEAD_HYPERCALL_NULL, 0);
  try("int 0x82", by_hypercall_gate, "a core call", BULKHEAD_CALL_CORE_NULL, 0);

  struct registers registers = {BULKHEAD_CALL_CONSOLE_WRITE, (uint32_t) "written through the gate\n", 25, 0, 0, 0, 0, 0};
  by_core_gate(&registers);
  printf("%u bytes taken\n", registers.edx);
  return 0;
}
