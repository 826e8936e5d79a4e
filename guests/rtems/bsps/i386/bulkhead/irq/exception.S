// The entry of all exceptions. Turns the kernel's frame into RTEMS's CPU_Exception_frame.
//
//         +20 EFLAGS, IF the virtual flag, which is clear now
//         +16 CS
//         +12 EIP
//          +8 error code
//          +4 fault address
//  ESP ->  +0 vector
#include <rtems/asm.h>
#include <bulkhead/abi.h>

        .section .text.bulkhead_exception_entry, "ax", @progbits
        .globl bulkhead_exception_entry
        .type bulkhead_exception_entry, @function
bulkhead_exception_entry:
        cld
        pushl   eax
        movl    8(esp), eax
        movl    eax, bulkhead_fault_address
        movl    4(esp), eax             // the vector goes where the address was
        movl    eax, 8(esp)
        popl    eax
        addl    $4, esp                 // ESP is at vector, error code, EIP, CS, EFLAGS: the end of RTEMS's frame
        pushal
        pushl   $0                      // no SSE state
        movl    esp, ebp                // C preserves EBP
        andl    $-16, esp
        subl    $12, esp
        pushl   ebp
        call    *_currentExcHandler     // what the program installed, by default the fatal one
        movl    ebp, esp
        addl    $4, esp
        popal
        addl    $8, esp                 // vector and error code
        pushl   eax
        movl    $BULKHEAD_HYPERCALL_IRET, eax  // takes EAX, EIP, CS, EFLAGS and the virtual flag from the stack
        int     $BULKHEAD_GATE_HYPERCALL
        ud2
        .size bulkhead_exception_entry, . - bulkhead_exception_entry
