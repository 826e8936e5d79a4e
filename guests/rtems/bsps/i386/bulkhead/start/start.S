// start.o: the first instructions of the program, and what takes the place of RTEMS's cpu_asm.S, which would load
// descriptors (startfiles).
#include "../cpu/context.S"
#include "../cpu/counter.S"
#include "../cpu/exception-prologues.S"

// The kernel has zeroed and filled the partition's memory and enters here with EBX = the information page, interrupts
// masked, DF clear.
//
//  ESP -> (top of the partition's stack: nothing above)
        .section .text.start, "ax", @progbits
        .globl _start
        .type _start, @function
_start:
        movl    $BULKHEAD_SELECTOR_THREAD, eax
        movl    eax, gs
        xorl    ebp, ebp                // ends a debugger's walk along the frames
        andl    $-16, esp
        subl    $12, esp
        pushl   ebx                     // bulkhead_start(information page)
        call    bulkhead_start
        ud2                             // it does not return
        .size _start, . - _start

// Tells the host for which ABI the program was built (Bulkhead's docs/architecture.md, "Programs and their note").
        .section .note.bulkhead, "a", @note
        .balign 4
        .long   2f - 1f                 // the owner's length
        .long   4f - 3f                 // the descriptor's length
        .long   1                       // type
1:      .asciz  "Bulkhead"
2:      .balign 4
3:      .long   BULKHEAD_ABI_VERSION
        .long   1                       // it makes hypercalls
4:
