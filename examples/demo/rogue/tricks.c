// Each trick is the one instruction, or the one call, that its text says.
#include "tricks.h"

#include <bulkhead/bulkhead.h>

// Anything above KERNEL_BASE is the kernel's; a neighbour's memory lies there too, among all of physical memory.
#define KERNEL_CODE (BULKHEAD_KERNEL_BASE + BULKHEAD_KERNEL_PHYS)
#define NEIGHBOURS_MEMORY (BULKHEAD_KERNEL_BASE + 0x800000)
#define UNMAPPED 0x40000000

enum { PIC_COMMAND_PORT = 0x20, UNKNOWN_CALL_NUMBER = 0x1ff, BREAK_NS = 5000000 };

static uint32_t read_word(uint32_t address) {
  uint32_t word;
  __asm__ volatile("movl (%1), %0" : "=r"(word) : "r"(address) : "memory");
  return TRICK_WORKED;
}

static uint32_t write_word(uint32_t address) {
  __asm__ volatile("movl $0, (%0)" : : "r"(address) : "memory");
  return TRICK_WORKED;
}

static uint32_t read_kernel(void) { return read_word(KERNEL_CODE); }
static uint32_t write_kernel(void) { return write_word(KERNEL_CODE); }
static uint32_t read_neighbour(void) { return read_word(NEIGHBOURS_MEMORY); }
static uint32_t read_unmapped(void) { return read_word(UNMAPPED); }
static uint32_t follow_null(void) { return read_word(0); }
static uint32_t write_code(void) { return write_word((uint32_t)write_code); }
static uint32_t write_information(void) { return write_word(BULKHEAD_INFO_PAGE); }
static uint32_t write_call_page(void) { return write_word(BULKHEAD_CALL_PAGE); }

static uint32_t jump_into_kernel(void) {
  __asm__ volatile("call *%0" : : "r"(KERNEL_CODE) : "memory");
  return TRICK_WORKED;
}

static uint32_t end_interrupt(void) {
  __asm__ volatile("outb %%al, %%dx" : : "a"(0x20), "d"(PIC_COMMAND_PORT));
  return TRICK_WORKED;
}

static uint32_t disable_interrupts(void) {
  __asm__ volatile("cli");
  return TRICK_WORKED;
}

static uint32_t halt(void) {
  __asm__ volatile("hlt");
  return TRICK_WORKED;
}

static uint32_t load_page_directory(void) {
  __asm__ volatile("movl %0, %%cr3" : : "r"(0));
  return TRICK_WORKED;
}

static uint32_t load_segment_table(void) {
  static const uint8_t pseudo_descriptor[6];
  __asm__ volatile("lgdt %0" : : "m"(pseudo_descriptor));
  return TRICK_WORKED;
}

static uint32_t fake_interrupt(void) {
  __asm__ volatile("int %0" : : "i"(BULKHEAD_VECTOR_IRQ_BASE));
  return TRICK_WORKED;
}

static uint32_t divide_by_zero(void) {
  __asm__ volatile("divl %%ecx" : : "a"(1), "d"(0), "c"(0));
  return TRICK_WORKED;
}

static uint32_t no_instruction(void) {
  __asm__ volatile("ud2");
  return TRICK_WORKED;
}

static uint32_t overflow_stack(void) {
  __asm__ volatile("1: pushl $0\n\tjmp 1b");
  return TRICK_WORKED;
}

static uint32_t print_kernel_memory(void) { return bulkhead_console_write((const void *)KERNEL_CODE, 16, NULL); }

static uint32_t have_kernel_write_code(void) {
  return bulkhead_time_get((struct bulkhead_time_value *)(uint32_t)have_kernel_write_code);
}

static uint32_t call_unknown(void) {
  uint32_t status;
  __asm__ volatile(BULKHEAD_CALL_INSTRUCTION : "=a"(status) : "0"(UNKNOWN_CALL_NUMBER) : "edx", "memory", "cc");
  return status;
}

// For ever, but for one thing: it looks at the clock, and has its answer when time went by without it.
static uint32_t never_yield(void) {
  bulkhead_mask();
  uint64_t last_ns = bulkhead_now_ns();
  for (;;) {
    uint64_t now_ns = bulkhead_now_ns();
    if (now_ns - last_ns > BREAK_NS) return TRICK_PREEMPTED;
    last_ns = now_ns;
  }
}

const struct trick TRICKS[] = {
    {"reads the kernel's memory", read_kernel},
    {"writes to the kernel's memory", write_kernel},
    {"reads a neighbour's memory", read_neighbour},
    {"reads where it has no memory", read_unmapped},
    {"follows a null pointer", follow_null},
    {"writes to its own code", write_code},
    {"writes to its information page", write_information},
    {"writes to the call page", write_call_page},
    {"jumps into the kernel", jump_into_kernel},
    {"writes to an I/O port", end_interrupt},
    {"turns interrupts off (cli)", disable_interrupts},
    {"halts the processor (hlt)", halt},
    {"loops for ever, interrupts off", never_yield},
    {"asks the kernel to print kernel memory", print_kernel_memory},
    {"asks the kernel to write to code", have_kernel_write_code},
    {"calls a number that does not exist", call_unknown},
    {"loads a page directory of its own", load_page_directory},
    {"loads a segment table of its own", load_segment_table},
    {"fakes a timer interrupt", fake_interrupt},
    {"pushes beyond its stack", overflow_stack},
    {"divides by zero", divide_by_zero},
    {"runs an illegal instruction", no_instruction},
};
const uint32_t TRICK_COUNT = sizeof TRICKS / sizeof TRICKS[0];
