// Where each thread begins: ECX is its number, DF is clear. Its function's return is the end of the thread.
#include <bulkhead/abi.h>

//  ESP -> (top of the stack: nothing above)
    .section .text.bulkhead_pok_begin, "ax", @progbits
    .globl bulkhead_pok_begin
    .type bulkhead_pok_begin, @function
bulkhead_pok_begin:
    xorl %ebp, %ebp             // ends a debugger's walk along the frames
    andl $-16, %esp
    subl $12, %esp
    pushl %ecx                  // bulkhead_pok_run(number)
    call bulkhead_pok_run
    movl $BULKHEAD_CALL_PROCESS_STOP_SELF, %eax
    call BULKHEAD_CALL_PAGE - 0x100000000
    ud2                         // it does not return
    .size bulkhead_pok_begin, . - bulkhead_pok_begin
