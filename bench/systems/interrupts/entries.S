// Where the timer's line enters, and the loops that it interrupts. Each loop does nothing but read the time-stamp counter.
#include <bulkhead/abi.h>

    .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
    .equ TAKEN, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_TAKEN_OFFSET + 4 * BULKHEAD_LINE_TIMER

    .text
// uint64_t delivery_spin(void): goes round until delivery_entry ends it. Low half: from the last look at the counter
// here to the second instruction of delivery_entry. High half: the EIP at which the interrupt came.
    .globl delivery_spin
delivery_spin:
    pushl %esi
    .globl delivery_loop
delivery_loop:
    rdtsc
    jmp delivery_loop
delivery_end:
    popl %esi
    ret

//          +4 EIP, which becomes delivery_end
//  ESP ->  +0 line
    .globl delivery_entry
delivery_entry:
    movl %eax, %esi
    rdtsc
    subl %esi, %eax
    movl 4(%esp), %edx
    movl $delivery_end, 4(%esp)
    btrl $BULKHEAD_LINE_TIMER, PENDING
    incl TAKEN
    addl $4, %esp
    jmp BULKHEAD_UPCALL_RETURN - 0x100000000

// uint32_t roundtrip_spin(void): goes round, six instructions a time, until one round took more; tells how many.
    .globl roundtrip_spin
roundtrip_spin:
    pushl %esi
    rdtsc
    leal -3(%eax), %esi
    nop
1:  rdtsc
    movl %eax, %ecx
    subl %esi, %eax
    movl %ecx, %esi
    cmpl $6, %eax
    je 1b
    popl %esi
    ret

// The least that a handler of a line has to do.
    .globl roundtrip_entry
roundtrip_entry:
    btrl $BULKHEAD_LINE_TIMER, PENDING
    incl TAKEN
    addl $4, %esp
    jmp BULKHEAD_UPCALL_RETURN - 0x100000000
