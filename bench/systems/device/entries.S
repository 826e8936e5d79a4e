// Where the device's line enters, and the code that it interrupts.
#include <bulkhead/abi.h>

    .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
    .equ LINE, BULKHEAD_LINE_IRQ_BASE + 3
    .equ INTERRUPT_ENABLE, 0x2f9
    .equ CAN_SEND, 2
    .equ SLED, 256

    .text
// uint32_t provoke(void): asks the device for its interrupt; tells the instructions from the one behind the OUT to the
// handler's second, without those that were executed before the interrupt came: one byte each, behind the OUT.
    .globl provoke
provoke:
    pushl %esi
    pushl %ebx
    movl $INTERRUPT_ENABLE, %edx
    movl $CAN_SEND, %ecx
    rdtsc
    movl %eax, %esi
    movl %ecx, %eax
    movl $INTERRUPT_ENABLE, %edx
    outb %al, %dx
sled:
    .fill SLED, 1, 0x90
    ud2                             // the interrupt did not come
provoke_end:
    popl %ebx
    popl %esi
    ret

//          +4 EIP, in the sled; becomes provoke_end
//  ESP ->  +0 line
    .globl device_entry
device_entry:
    nop
    rdtsc
    subl %esi, %eax
    movl 4(%esp), %ecx
    subl $sled, %ecx                // executed of the sled
    subl %ecx, %eax
    subl $5, %eax                   // four instructions from RDTSC to OUT, and the handler's NOP
    movl $provoke_end, 4(%esp)
    btrl $LINE, PENDING
    addl $4, %esp
    jmp BULKHEAD_UPCALL_RETURN - 0x100000000
