// The first instructions of a partition written in C. The kernel has zeroed and filled the partition's memory
// and enters here with EBX = the information page, ESP = the top of the stack, interrupts masked, DF clear.
    .section .text.start, "ax", @progbits
    .globl _start
    .type _start, @function
//  ESP -> (top of the stack: nothing above)
_start:
    xorl %ebp, %ebp             // ends a debugger's walk along the frames
    andl $-16, %esp
    subl $12, %esp
    pushl %ebx                  // bulkhead_start(information page)
    call bulkhead_start
    ud2                         // it does not return
    .size _start, . - _start
