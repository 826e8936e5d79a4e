// The entry of all exceptions. It returns by the iret hypercall, which takes the virtual interrupt flag from the
// frame's EFLAGS: an exception, unlike an interrupt, may have come while interrupts were masked.
#include <bulkhead/abi.h>

//         +20 EFLAGS
//         +16 CS
//         +12 EIP
//          +8 error code, whose place EAX takes in the end: iret expects EAX, EIP, CS, EFLAGS
//          +4 fault address
//  ESP ->  +0 vector
    .text
    .globl exception_entry
    .type exception_entry, @function
exception_entry:
    cld
    pushal
    leal 32(%esp), %eax
    pushl %eax                  // handle_exception(frame)
    call handle_exception
    addl $4, %esp
    popal
    addl $8, %esp
    movl %eax, (%esp)
    movl $BULKHEAD_HYPERCALL_IRET, %eax
    int $BULKHEAD_GATE_HYPERCALL
    ud2
    .size exception_entry, . - exception_entry
