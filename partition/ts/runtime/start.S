// The first instructions of a partition written in TypeScript, and the entry of its virtual interrupts.
#include <bulkhead/abi.h>

// Entered with EBX = the information page, ESP = the top of the stack, interrupts masked, DF clear.
    .section .text.start, "ax", @progbits
    .globl _start
    .type _start, @function
//  ESP -> (top of the stack: nothing above)
_start:
    xorl %ebp, %ebp             // ends a debugger's walk along the frames
    andl $-16, %esp
    subl $12, %esp
    // WebAssembly rounds to 53 bits; the x87 starts with 64 (Intel SDM vol. 1, 8.1.5).
    pushl $0x27f
    fldcw (%esp)
    movl %ebx, (%esp)           // partition_start(information page)
    call partition_start
    ud2                         // it does not return
    .size _start, . - _start

// The common entry of all lines. Interrupts are masked; everything else is as the interrupted code had it, so the
// floating-point state is put aside whole: a handler may compute with floats.
//
//         +12 EFLAGS, IF set
//          +8 CS
//          +4 EIP of the interrupted code
//  ESP ->  +0 line
    .section .text.partition_upcall, "ax", @progbits
    .globl partition_upcall
    .type partition_upcall, @function
partition_upcall:
    cld
    pushal                      // 32 bytes: the line is at 32(%esp)
    movl 32(%esp), %eax
    movl %esp, %ebx             // C preserves EBX
    subl $112, %esp
    andl $-16, %esp
    fnsave (%esp)               // 108 bytes
    movl %esp, %esi
    subl $12, %esp
    pushl $0x27f
    fldcw (%esp)
    movl %eax, (%esp)
    call partition_interrupt
    frstor (%esi)
    movl %ebx, %esp
    popal
    addl $4, %esp               // the line; ESP is at EIP, CS, EFLAGS
    jmp BULKHEAD_UPCALL_RETURN - 0x100000000  // unmasks, delivers what else is pending, returns
    .size partition_upcall, . - partition_upcall

// void partition_deliver(void): called with the flag set and something seen pending. Delivers as the kernel would.
//
//  ESP ->  +0 return address, which becomes the EIP of the frame
    .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
    .equ ENABLED, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET
    .equ FLAG, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
    .section .text.partition_deliver, "ax", @progbits
    .globl partition_deliver
    .type partition_deliver, @function
partition_deliver:
    movl $0, FLAG
    movl PENDING, %eax
    andl ENABLED, %eax
    jz 1f
    bsfl %eax, %eax             // the lowest line first, as the kernel does
    popl %ecx
    pushfl
    orl $0x200, (%esp)
    pushl $BULKHEAD_SELECTOR_USER_CODE
    pushl %ecx
    pushl %eax
    jmp partition_upcall
1:  // The kernel delivered it between the caller's look and ours.
    movl $0x200, FLAG
    movl PENDING, %eax          // and once more: something may have been raised before the flag was set
    testl %eax, ENABLED
    jnz partition_deliver
    ret
    .size partition_deliver, . - partition_deliver
