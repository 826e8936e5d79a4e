// Where a vCPU begins that bulkhead_vcpu_run started: interrupts masked, DF clear, ECX its number, EDX the C function.
#include <bulkhead/abi.h>

#ifndef BULKHEAD_PLAIN_BOARD

//  ESP -> (top of the stack: nothing above)
    .section .text.bulkhead_vcpu_begin, "ax", @progbits
    .globl bulkhead_vcpu_begin
    .type bulkhead_vcpu_begin, @function
bulkhead_vcpu_begin:
    xorl %ebp, %ebp             // ends a debugger's walk along the frames
    andl $-16, %esp
    subl $12, %esp
    pushl %ecx
    call *%edx
    movl $BULKHEAD_HYPERCALL_VCPU_STOP, %eax
    call BULKHEAD_CALL_PAGE - 0x100000000
    ud2                         // it does not return
    .size bulkhead_vcpu_begin, . - bulkhead_vcpu_begin

#endif
