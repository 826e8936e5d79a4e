/*
 * The processor door: each import that cpu.ts declares, as an inline function that the compiler sees through.
 * Every one but RDTSC clobbers memory, so that loads and stores of the kernel keep their order around it.
 */
#ifndef BULKHEAD_CPU_DOOR_H
#define BULKHEAD_CPU_DOOR_H

#include <stdint.h>

#include "generated/offsets.h"

struct w2c_cpu;
#define DOOR static inline __attribute__((always_inline, unused))

DOOR void w2c_cpu_out8(struct w2c_cpu *cpu, uint32_t port, uint32_t value) {
  __asm__ volatile("outb %0, %1" : : "a"((uint8_t)value), "Nd"((uint16_t)port) : "memory");
}

DOOR uint32_t w2c_cpu_in8(struct w2c_cpu *cpu, uint32_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"((uint16_t)port) : "memory");
  return value;
}

DOOR uint64_t w2c_cpu_readTimestamp(struct w2c_cpu *cpu) {
  uint64_t tsc;
  __asm__ volatile("rdtsc" : "=A"(tsc));
  return tsc;
}

/* The compiler would make two multiplications more of it where it knows that the operands fit 32 bits by a test. */
DOOR uint64_t w2c_cpu_product(struct w2c_cpu *cpu, uint32_t a, uint32_t b) {
  uint64_t result;
  __asm__("mull %2" : "=A"(result) : "a"(a), "r"(b) : "cc");
  return result;
}

DOOR uint32_t w2c_cpu_cpuFeatures(struct w2c_cpu *cpu) {
  uint32_t leaf = 1, b, c, d, before, after;
  /* CPUID exists where EFLAGS.ID can be changed (Intel SDM vol. 1, 20.1). */
  __asm__ volatile(
      "pushfl; popl %0; movl %0, %1; xorl $0x200000, %1; pushl %1; popfl; pushfl; popl %1; pushl %0; popfl"
      : "=&r"(before), "=&r"(after) : : "memory", "cc");
  if (((before ^ after) & 0x200000) == 0) return 0;
  __asm__ volatile("cpuid" : "+a"(leaf), "=b"(b), "=c"(c), "=d"(d) : : "memory");
  return d;
}

DOOR void w2c_cpu_writeMsr(struct w2c_cpu *cpu, uint32_t index, uint32_t value) {
  __asm__ volatile("wrmsr" : : "c"(index), "a"(value), "d"(0) : "memory");
}

DOOR void w2c_cpu_loadPageDirectory(struct w2c_cpu *cpu, uint32_t phys) {
  __asm__ volatile("movl %0, %%cr3" : : "r"(phys) : "memory");
}

DOOR uint32_t w2c_cpu_faultAddress(struct w2c_cpu *cpu) {
  uint32_t address;
  __asm__ volatile("movl %%cr2, %0" : "=r"(address) : : "memory");
  return address;
}

DOOR void w2c_cpu_setCr4(struct w2c_cpu *cpu, uint32_t bits) {
  uint32_t cr4;
  __asm__ volatile("movl %%cr4, %0; orl %1, %0; movl %0, %%cr4" : "=&r"(cr4) : "r"(bits) : "memory", "cc");
}

DOOR void w2c_cpu_setTaskSwitched(struct w2c_cpu *cpu) {
  uint32_t cr0;
  __asm__ volatile("movl %%cr0, %0; orl $8, %0; movl %0, %%cr0" : "=&r"(cr0) : : "memory", "cc");
}

DOOR void w2c_cpu_clearTaskSwitched(struct w2c_cpu *cpu) { __asm__ volatile("clts" : : : "memory"); }

DOOR void w2c_cpu_saveFpu(struct w2c_cpu *cpu, uint32_t area) {
  __asm__ volatile("fxsave (%0)" : : "r"(area) : "memory");
}

DOOR void w2c_cpu_restoreFpu(struct w2c_cpu *cpu, uint32_t area) {
  static const int32_t anything = 0;
  __asm__ volatile("fnclex; emms; fildl %1; fxrstor (%0)" : : "r"(area), "m"(anything) : "memory");
}

struct descriptor_table {
  uint16_t limit;
  uint32_t base;
} __attribute__((packed));

DOOR void w2c_cpu_loadGdt(struct w2c_cpu *cpu, uint32_t address, uint32_t limit) {
  struct descriptor_table table = {(uint16_t)limit, address};
  __asm__ volatile(
      "lgdt %0; ljmpl %1, $1f; 1: movw %w2, %%ss; movw %w3, %%ds; movw %w3, %%es; movw %w3, %%fs; movw %w3, %%gs; "
      "ltr %w4; lldt %w5"
      : : "m"(table), "i"(SELECTOR_KERNEL_CODE), "r"(SELECTOR_KERNEL_DATA), "r"(SELECTOR_USER_DATA), "r"(SELECTOR_TSS),
        "r"(0)
      : "memory");
}

DOOR void w2c_cpu_loadIdt(struct w2c_cpu *cpu, uint32_t address, uint32_t limit) {
  struct descriptor_table table = {(uint16_t)limit, address};
  __asm__ volatile("lidt %0" : : "m"(table) : "memory");
}

DOOR uint32_t w2c_cpu_readThreadSegments(struct w2c_cpu *cpu) {
  uint32_t gs, fs;
  __asm__ volatile("movl %%gs, %0; movl %%fs, %1" : "=r"(gs), "=r"(fs) : : "memory");
  return (gs & 0xffff) | (fs << 16);
}

DOOR void w2c_cpu_loadThreadSegments(struct w2c_cpu *cpu, uint32_t both) {
  __asm__ volatile("movw %w0, %%gs; movw %w1, %%fs" : : "r"(both), "r"(both >> 16) : "memory");
}

DOOR void w2c_cpu_copyWords(struct w2c_cpu *cpu, uint32_t to, uint32_t from, uint32_t count) {
  __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
}

DOOR void w2c_cpu_zeroWords(struct w2c_cpu *cpu, uint32_t to, uint32_t count) {
  __asm__ volatile("rep stosl" : "+D"(to), "+c"(count) : "a"(0) : "memory");
}

DOOR void w2c_cpu_copyBytes(struct w2c_cpu *cpu, uint32_t to, uint32_t from, uint32_t count) {
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
}

DOOR void w2c_cpu_barrier(struct w2c_cpu *cpu) { __asm__ volatile("" : : : "memory"); }

DOOR uint32_t w2c_cpu_resume(struct w2c_cpu *cpu, uint32_t context) {
  /* The same as kernel_leave of gates.S, without its other answers. */
  __asm__ volatile(
      "movl %0, %%esp; cmpl %1, %c2(%%esp); je leave_by_sysexit; popal; addl $8, %%esp; iretl"
      : : "r"(context), "i"(VECTOR_SYSENTER), "i"(CONTEXT_VECTOR_OFFSET) : "memory");
  return context;
}

DOOR void w2c_cpu_haltForever(struct w2c_cpu *cpu) {
  for (;;) __asm__ volatile("sti; hlt" : : : "memory");
}

/* In the order of the PLACE constants of image.ts. */
extern char text_start[], text_end[], constant_end[], image_end[], gate_stubs[], sysenter_stub[], call_page_sysenter[],
    call_page_int[], double_fault_entry[], nmi_entry[], exception_stack_top[], nmi_stack_top[], core_gate[], hypercall_gate[],
    kernel_stack_bottom[], kernel_stack_top[], kernel_page_directory[], upcall_return[], upcall_return_last[];

DOOR uint32_t w2c_cpu_place(struct w2c_cpu *cpu, uint32_t which) {
  switch (which) {
    case 0: return (uint32_t)text_start;
    case 1: return (uint32_t)text_end;
    case 2: return (uint32_t)constant_end;
    case 3: return (uint32_t)image_end;
    case 4: return (uint32_t)gate_stubs;
    case 5: return (uint32_t)sysenter_stub;
    case 6: return (uint32_t)call_page_sysenter;
    case 7: return (uint32_t)call_page_int;
    case 8: return (uint32_t)double_fault_entry;
    case 9: return (uint32_t)nmi_entry;
    case 10: return (uint32_t)exception_stack_top;
    case 11: return (uint32_t)core_gate;
    case 12: return (uint32_t)kernel_stack_bottom;
    case 13: return (uint32_t)kernel_stack_top;
    case 14: return (uint32_t)kernel_page_directory;
    case 15: return (uint32_t)nmi_stack_top;
    /* bsp/pc-vmm */
    case 32: return (uint32_t)hypercall_gate;
    case 33: return (uint32_t)upcall_return;
    case 34: return (uint32_t)upcall_return_last;
    default: __builtin_trap();
  }
}
#endif
