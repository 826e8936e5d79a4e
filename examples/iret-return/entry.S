// An upcall entry that returns by the iret hypercall instead of the call page's sequence.
#include <bulkhead/abi.h>

//         +12 EFLAGS
//          +8 CS
//          +4 EIP
//  ESP ->  +0 line, whose place EAX takes: iret expects EAX, EIP, CS, EFLAGS
    .text
    .globl entry
    .type entry, @function
entry:
    cld
    xchgl %eax, (%esp)
    pushl %ecx
    pushl %edx
    pushl %eax
    call handle
    addl $4, %esp
    popl %edx
    popl %ecx
    movl $BULKHEAD_HYPERCALL_IRET, %eax
    int $BULKHEAD_GATE_HYPERCALL
    ud2
    .size entry, . - entry

// uint32_t iret_with_stack(uint32_t esp): tries the hypercall with that stack pointer; returns its status.
    .globl iret_with_stack
    .type iret_with_stack, @function
iret_with_stack:
    movl %esp, %edx
    pushl %ebx
    movl %esp, %ebx
    movl 4(%edx), %esp
    movl $BULKHEAD_HYPERCALL_IRET, %eax
    int $BULKHEAD_GATE_HYPERCALL
    movl %ebx, %esp
    popl %ebx
    ret
    .size iret_with_stack, . - iret_with_stack
