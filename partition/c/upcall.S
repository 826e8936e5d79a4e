// Virtual interrupts, where C cannot: the entry of an upcall, and the delivery of what was pending at an unmask. Each
// vCPU has its own of both, since each has its page at another address; the linker leaves out what nobody uses.
#include <bulkhead/abi.h>

#ifndef BULKHEAD_PLAIN_BOARD

    .equ FLAG_ON, 0x200

// The common entry of all lines. Interrupts are masked; DF is as the interrupted code had it.
//
//         +12 EFLAGS, IF set
//          +8 CS
//          +4 EIP of the interrupted code
//  ESP ->  +0 line
    .macro UPCALL vcpu, suffix
    .section .text.bulkhead_upcall\suffix, "ax", @progbits
    .globl bulkhead_upcall\suffix
    .type bulkhead_upcall\suffix, @function
bulkhead_upcall\suffix:
    cld
    pushal                      // 32 bytes: the line is at 32(%esp)
    movl 32(%esp), %eax
    movl %esp, %ebx             // C preserves EBX
    andl $-16, %esp
    subl $12, %esp
    pushl %eax
    call bulkhead_interrupt\suffix
    movl %ebx, %esp
    popal
    addl $4, %esp               // the line; ESP is at EIP, CS, EFLAGS
    // Unmasks, delivers what else is pending, returns.
    jmp BULKHEAD_UPCALL_RETURN + \vcpu * BULKHEAD_UPCALL_RETURN_STRIDE - 0x100000000
    .size bulkhead_upcall\suffix, . - bulkhead_upcall\suffix
    .endm

// void bulkhead_deliver(void): called with the flag set and something seen pending.
//
//  ESP ->  +0 return address, which becomes the EIP of the frame
    .macro DELIVER page, suffix
    .section .text.bulkhead_deliver\suffix, "ax", @progbits
    .globl bulkhead_deliver\suffix
    .type bulkhead_deliver\suffix, @function
bulkhead_deliver\suffix:
    movl $0, \page + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
    movl \page + BULKHEAD_VCPU_PAGE_PENDING_OFFSET, %eax
    andl \page + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET, %eax
    jz 1f
    bsfl %eax, %eax             // the lowest line first, as the kernel does
    popl %ecx
    pushfl
    orl $FLAG_ON, (%esp)
    pushl $BULKHEAD_SELECTOR_USER_CODE
    pushl %ecx
    pushl %eax
    jmp bulkhead_upcall\suffix
1:  // The kernel delivered it between the caller's look and ours.
    movl $FLAG_ON, \page + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
    movl \page + BULKHEAD_VCPU_PAGE_PENDING_OFFSET, %eax // and once more: something may have been raised before the flag was set
    testl %eax, \page + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET
    jnz bulkhead_deliver\suffix
    ret
    .size bulkhead_deliver\suffix, . - bulkhead_deliver\suffix
    .endm

    .macro VCPU vcpu, suffix
    UPCALL \vcpu, \suffix
    // Without a space: to the GNU assembler each ends an argument.
    DELIVER (BULKHEAD_VCPU_PAGE+\vcpu*BULKHEAD_PAGE_SIZE), \suffix
    .endm

    VCPU 0
    VCPU 1, _1
    VCPU 2, _2
    VCPU 3, _3
    .if BULKHEAD_MAX_VCPUS != 4
    .error "an entry a vCPU"
    .endif

#endif
