// Entries of its own: of an interrupt that returns by the iret hypercall, of exceptions, and of a vCPU.
#include <bulkhead/abi.h>

    .equ IRET, BULKHEAD_HYPERCALL_IRET
    .equ CALL_PAGE, BULKHEAD_CALL_PAGE - 0x100000000

//         +12 EFLAGS
//          +8 CS
//          +4 EIP
//  ESP ->  +0 line, whose place EAX takes: iret expects EAX, EIP, CS, EFLAGS
    .text
    .globl own_entry
    .type own_entry, @function
own_entry:
    cld
    xchgl %eax, (%esp)
    pushl %ecx
    pushl %edx
    pushl %eax
    call own_interrupt
    addl $4, %esp
    popl %edx
    popl %ecx
    movl $IRET, %eax
    int $BULKHEAD_GATE_HYPERCALL
    ud2
    .size own_entry, . - own_entry

//         +20 EFLAGS
//         +16 CS
//         +12 EIP
//          +8 error code, whose place EAX takes in the end
//          +4 fault address
//  ESP ->  +0 vector
    .globl exception_entry
    .type exception_entry, @function
exception_entry:
    cld
    pushal
    leal 32(%esp), %eax
    pushl %eax
    call own_exception
    addl $4, %esp
    popal
    addl $8, %esp
    movl %eax, (%esp)
    movl $IRET, %eax
    int $BULKHEAD_GATE_HYPERCALL
    ud2
    .size exception_entry, . - exception_entry

// uint32_t iret_with_stack(uint32_t esp): tries the hypercall with that stack pointer; returns its status.
    .globl iret_with_stack
    .type iret_with_stack, @function
iret_with_stack:
    movl %esp, %edx
    pushl %ebx
    movl %esp, %ebx
    movl 4(%edx), %esp
    movl $IRET, %eax
    int $BULKHEAD_GATE_HYPERCALL
    movl %ebx, %esp
    popl %ebx
    ret
    .size iret_with_stack, . - iret_with_stack

// uint32_t iret_by_call_page(void): by the call page the hypercall has no frame to take.
    .globl iret_by_call_page
    .type iret_by_call_page, @function
iret_by_call_page:
    movl $IRET, %eax
    call CALL_PAGE
    ret
    .size iret_by_call_page, . - iret_by_call_page

// The first instructions of a vCPU: keeps its registers in vcpu_registers, and stops. EBX, ECX, EDX, ESP, EAX, ESI, EDI, EBP.
    .globl keep_registers
    .type keep_registers, @function
keep_registers:
    movl %ebx, vcpu_registers
    movl %ecx, vcpu_registers + 4
    movl %edx, vcpu_registers + 8
    movl %esp, vcpu_registers + 12
    movl %eax, vcpu_registers + 16
    movl %esi, vcpu_registers + 20
    movl %edi, vcpu_registers + 24
    movl %ebp, vcpu_registers + 28
    movl $BULKHEAD_HYPERCALL_VCPU_STOP, %eax
    int $BULKHEAD_GATE_HYPERCALL
    ud2
    .size keep_registers, . - keep_registers
