// RTEMS's interrupt level is the vCPU's virtual interrupt flag: a word in memory, no call and no trap. RTEMS does this some
// ten times an operation, so each instruction counts; Bulkhead's benchmark assembles this very file.
//
// A level, where RTEMS saves and restores one, is the flag: 0x200 or 0. Where it sets or gets one by number, 0 means on.
// Who sets the flag looks at what is pending afterwards: the kernel looks at the flag only when it resumes the guest.
#include <bulkhead/abi.h>

    .equ FLAG, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
    .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
    .equ ENABLED, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET
    .equ FLAG_ON, 0x200

    .macro FUNCTION name
    .section .text.\name, "ax", @progbits
    .balign 16
    .globl \name
    .type \name, @function
\name:
    .endm

// uint32_t i386_disable_interrupts(void): tells the level that was.
    FUNCTION i386_disable_interrupts
    movl FLAG, %eax
    movl $0, FLAG
    ret
    .size i386_disable_interrupts, . - i386_disable_interrupts

// void i386_enable_interrupts(uint32_t level)
//
//          +4 level
//  ESP ->  +0 return address
    FUNCTION i386_enable_interrupts
    movl 4(%esp), %eax
    movl %eax, FLAG
    movl PENDING, %ecx
    testl %ecx, ENABLED
    jnz 1f
    ret
1:  testl %eax, %eax                // pending, but still off?
    jnz bulkhead_deliver            // returns where RET would
    ret
    .size i386_enable_interrupts, . - i386_enable_interrupts

// void i386_flash_interrupts(uint32_t level): on for a moment.
//
//          +4 level
//  ESP ->  +0 return address
    FUNCTION i386_flash_interrupts
    movl 4(%esp), %eax
    movl %eax, FLAG
    movl PENDING, %ecx
    testl %ecx, ENABLED
    jnz 2f
1:  movl $0, FLAG
    ret
2:  testl %eax, %eax
    jz 1b
    call bulkhead_deliver
    jmp 1b
    .size i386_flash_interrupts, . - i386_flash_interrupts

// void i386_set_interrupt_level(uint32_t new_level)
//
//          +4 new level: 0 on, otherwise off
//  ESP ->  +0 return address
    FUNCTION i386_set_interrupt_level
    cmpl $0, 4(%esp)
    jne 1f
    movl $FLAG_ON, FLAG
    movl PENDING, %ecx
    testl %ecx, ENABLED
    jnz bulkhead_deliver
    ret
1:  movl $0, FLAG
    ret
    .size i386_set_interrupt_level, . - i386_set_interrupt_level

// uint32_t i386_get_interrupt_level(void): 0 on, 1 off.
    FUNCTION i386_get_interrupt_level
    xorl %eax, %eax
    cmpl $0, FLAG
    sete %al
    ret
    .size i386_get_interrupt_level, . - i386_get_interrupt_level
