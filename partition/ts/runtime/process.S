// The first instructions of a process and of the error handler, of a partition written in TypeScript.
#include <bulkhead/abi.h>

    .section .text.partition_process, "ax", @progbits
// Entered with EBX = the information page, EDX = its argument, ESP = the top of its stack, DF clear.
    .globl partition_error_handler
    .type partition_error_handler, @function
partition_error_handler:
    movl $BULKHEAD_ERROR_HANDLER, %ecx
// The same, with ECX = its identifier.
//
//         +8 x87 control word
//         +4 argument
//  ESP -> +0 identifier
    .globl partition_process
    .type partition_process, @function
partition_process:
    xorl %ebp, %ebp             // ends a debugger's walk along the frames
    andl $-16, %esp
    subl $16, %esp
    // WebAssembly rounds to 53 bits; the x87 starts with 64 (Intel SDM vol. 1, 8.1.5).
    fninit
    movl $0x27f, 8(%esp)
    fldcw 8(%esp)
    movl %edx, 4(%esp)
    movl %ecx, (%esp)
    call partition_run
    ud2                         // it does not return
    .size partition_process, . - partition_process
