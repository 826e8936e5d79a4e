// Tells the host what the program was built for (docs/architecture.md, "Programs and their note").
#include <bulkhead/abi.h>

#ifdef BULKHEAD_PLAIN_BOARD
    .equ FLAGS, 0
#else
    .equ FLAGS, 1               // it may make hypercalls
#endif

    .section .note.bulkhead, "a", @note
    .balign 4
    .long 2f - 1f               // the owner's length
    .long 4f - 3f               // the descriptor's length
    .long 1                     // type
1:  .asciz "Bulkhead"
2:  .balign 4
3:  .long BULKHEAD_ABI_VERSION
    .long FLAGS
4:
