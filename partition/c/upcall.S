// Virtual interrupts, where C cannot: the entry of an upcall, and the delivery of what was pending at an unmask.
#include <bulkhead/abi.h>

#ifndef BULKHEAD_PLAIN_BOARD

    .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
    .equ ENABLED, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET
    .equ FLAG, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
    .equ FLAG_ON, 0x200

// The common entry of all lines. Interrupts are masked; DF is as the interrupted code had it.
//
//         +12 EFLAGS, IF set
//          +8 CS
//          +4 EIP of the interrupted code
//  ESP ->  +0 line
    .section .text.bulkhead_upcall, "ax", @progbits
    .globl bulkhead_upcall
    .type bulkhead_upcall, @function
bulkhead_upcall:
    cld
    pushal                      // 32 bytes: the line is at 32(%esp)
    movl 32(%esp), %eax
    movl %esp, %ebx             // C preserves EBX
    andl $-16, %esp
    subl $12, %esp
    pushl %eax
    call bulkhead_interrupt
    movl %ebx, %esp
    popal
    addl $4, %esp               // the line; ESP is at EIP, CS, EFLAGS
    jmp BULKHEAD_UPCALL_RETURN - 0x100000000  // unmasks, delivers what else is pending, returns
    .size bulkhead_upcall, . - bulkhead_upcall

// void bulkhead_deliver(void): called with the flag set and something seen pending.
//
//  ESP ->  +0 return address, which becomes the EIP of the frame
    .section .text.bulkhead_deliver, "ax", @progbits
    .globl bulkhead_deliver
    .type bulkhead_deliver, @function
bulkhead_deliver:
    movl $0, FLAG
    movl PENDING, %eax
    andl ENABLED, %eax
    jz 1f
    bsfl %eax, %eax             // the lowest line first, as the kernel does
    popl %ecx
    pushfl
    orl $FLAG_ON, (%esp)
    pushl $BULKHEAD_SELECTOR_USER_CODE
    pushl %ecx
    pushl %eax
    jmp bulkhead_upcall
1:  // The kernel delivered it between the caller's look and ours.
    movl $FLAG_ON, FLAG
    movl PENDING, %eax          // and once more: something may have been raised before the flag was set
    testl %eax, ENABLED
    jnz bulkhead_deliver
    ret
    .size bulkhead_deliver, . - bulkhead_deliver

#endif
