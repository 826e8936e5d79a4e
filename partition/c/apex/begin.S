// Where each process begins, and the error handler for each error: EDX is its function, DF is clear.
#include <bulkhead/abi.h>

//  ESP -> (top of the stack: nothing above)
    .section .text.bulkhead_apex_begin, "ax", @progbits
    .globl bulkhead_apex_begin
    .type bulkhead_apex_begin, @function
bulkhead_apex_begin:
    xorl %ebp, %ebp             // ends a debugger's walk along the frames
    andl $-16, %esp
    call *%edx
    movl $BULKHEAD_CALL_PROCESS_STOP_SELF, %eax
    call BULKHEAD_CALL_PAGE - 0x100000000
    ud2                         // it does not return
    .size bulkhead_apex_begin, . - bulkhead_apex_begin
