// Virtual interrupts of one vCPU. Masking and unmasking is writing memory: no call, no trap.
//
// Each vCPU has its page at an address of its own, which the functions here know when they are compiled. A C file whose
// code runs on another vCPU than 0 says so before it includes anything: #define BULKHEAD_VCPU 1. What it calls
// bulkhead_interrupt is then linked as bulkhead_interrupt_1, that vCPU's handler beside the other vCPUs'; so is
// bulkhead_upcall. Code that several vCPUs run must not use what is here.
//
// Every word of the vCPU page has one writer, but for `pending`, where the kernel sets bits and the guest clears them
// with one BTR: a load and a store would lose what was raised between the two.
//
// The plain board has no vCPU: there a program that uses one of these does not compile.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <bulkhead/abi.h>
#include <bulkhead/calls.h>

#ifdef BULKHEAD_PLAIN_BOARD

BULKHEAD_NOT_ON_THIS_BOARD uint32_t bulkhead_interrupts_attach(void);
BULKHEAD_NOT_ON_THIS_BOARD uint32_t bulkhead_mask(void);
BULKHEAD_NOT_ON_THIS_BOARD void bulkhead_unmask(void);
BULKHEAD_NOT_ON_THIS_BOARD void bulkhead_restore(uint32_t before);
BULKHEAD_NOT_ON_THIS_BOARD bool bulkhead_masked(void);
BULKHEAD_NOT_ON_THIS_BOARD void bulkhead_enable(uint32_t line);
BULKHEAD_NOT_ON_THIS_BOARD void bulkhead_disable(uint32_t line);
BULKHEAD_NOT_ON_THIS_BOARD void bulkhead_clear_pending(uint32_t line);
BULKHEAD_NOT_ON_THIS_BOARD uint32_t bulkhead_take(uint32_t line);

#else

#ifndef BULKHEAD_VCPU
#define BULKHEAD_VCPU 0
#endif
_Static_assert(BULKHEAD_VCPU >= 0 && BULKHEAD_VCPU < BULKHEAD_MAX_VCPUS, "BULKHEAD_VCPU: there is no such vCPU");

// A name of the program for each vCPU: BULKHEAD_VCPU_NAME(worker, 2) is worker_2.
#define BULKHEAD_VCPU_NAME_(name, vcpu) name##_##vcpu
#define BULKHEAD_VCPU_NAME(name, vcpu) BULKHEAD_VCPU_NAME_(name, vcpu)

#if BULKHEAD_VCPU != 0
#define bulkhead_interrupt BULKHEAD_VCPU_NAME(bulkhead_interrupt, BULKHEAD_VCPU)
#define bulkhead_upcall BULKHEAD_VCPU_NAME(bulkhead_upcall, BULKHEAD_VCPU)
#define bulkhead_deliver BULKHEAD_VCPU_NAME(bulkhead_deliver, BULKHEAD_VCPU)
#endif

enum { BULKHEAD_INTERRUPTS_ON = 0x200 };

// The page of any vCPU of the partition; the members are volatile.
static inline struct bulkhead_vcpu_page *bulkhead_vcpu_at(uint32_t vcpu) {
  return (struct bulkhead_vcpu_page *)(BULKHEAD_VCPU_PAGE + vcpu * BULKHEAD_PAGE_SIZE);
}

// The page of this file's vCPU.
static inline struct bulkhead_vcpu_page *bulkhead_vcpu(void) { return bulkhead_vcpu_at(BULKHEAD_VCPU); }

static inline void bulkhead_compiler_barrier(void) { __asm__ volatile("" : : : "memory"); }

// The program's own: handles the line, bulkhead_take first. It may find nothing to take. Without one, interrupts are taken
// and dropped.
void bulkhead_interrupt(uint32_t line);

// The entry that bulkhead_interrupts_attach registers (upcall.S); not to be called from C.
void bulkhead_upcall(void);

// Gives the vCPU, which must be the one that runs, one C function as the handler of every line: registers the library's
// upcall entry, which saves all registers, calls bulkhead_interrupt with the line's number, interrupts masked, and
// returns. The flag and the enabled mask stay as they are. Returns a STATUS.
static inline uint32_t bulkhead_interrupts_attach(void) {
  return bulkhead_irq_register(BULKHEAD_ALL_LINES, bulkhead_upcall);
}

// Masks interrupts and tells how they were: BULKHEAD_INTERRUPTS_ON or 0.
static inline uint32_t bulkhead_mask(void) {
  struct bulkhead_vcpu_page *vcpu = bulkhead_vcpu();
  uint32_t before = vcpu->interrupt_flag;
  vcpu->interrupt_flag = 0;
  bulkhead_compiler_barrier();
  return before;
}

// Enters bulkhead_upcall for what is pending and enabled, as the kernel would have done; for bulkhead_unmask alone.
void bulkhead_deliver(void);

// Unmasks interrupts. What became pending meanwhile is delivered before this returns: the kernel looks at the flag
// only when it resumes the guest, so whoever sets the flag looks at `pending` afterwards.
static inline void bulkhead_unmask(void) {
  struct bulkhead_vcpu_page *vcpu = bulkhead_vcpu();
  bulkhead_compiler_barrier();
  vcpu->interrupt_flag = BULKHEAD_INTERRUPTS_ON;
  if (vcpu->pending & vcpu->enabled) bulkhead_deliver();
}

// Back to what bulkhead_mask told.
static inline void bulkhead_restore(uint32_t before) {
  if (before != 0) bulkhead_unmask();
}

static inline bool bulkhead_masked(void) { return bulkhead_vcpu()->interrupt_flag == 0; }

// Enables a line. To be called with interrupts masked: what is pending already is delivered by bulkhead_unmask.
static inline void bulkhead_enable(uint32_t line) { bulkhead_vcpu()->enabled |= 1u << line; }

static inline void bulkhead_disable(uint32_t line) { bulkhead_vcpu()->enabled &= ~(1u << line); }

// Clears the line's pending bit, in one instruction.
static inline void bulkhead_clear_pending(uint32_t line) {
  __asm__ volatile("btrl %1, %0" : "+m"(bulkhead_vcpu()->pending) : "Ir"(line) : "cc", "memory");
}

// Takes all that was raised on the line and tells how often it was raised since it was last taken. The bit first, then
// the counters: what is raised in between is counted now and found again as a handler call with nothing to take.
static inline uint32_t bulkhead_take(uint32_t line) {
  struct bulkhead_vcpu_page *vcpu = bulkhead_vcpu();
  bulkhead_clear_pending(line);
  uint32_t count = vcpu->raised[line] - vcpu->taken[line];
  vcpu->taken[line] += count;
  return count;
}

#endif
