// Virtual interrupts, where C cannot: the entry of an upcall, and the delivery of what was pending at an unmask.
#include <rtems/asm.h>
#include <rtems/score/percpu.h>
#include <bulkhead/abi.h>

        .equ FLAG, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
        .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
        .equ ENABLED, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET
        .equ FLAG_ON, 0x200

// The entry of all lines. Interrupts are masked; DF is as the interrupted code had it.
//
//         +12 EFLAGS, IF set
//          +8 CS
//          +4 EIP of the interrupted code
//  ESP ->  +0 line
        .section .text.bulkhead_upcall, "ax", @progbits
        .globl bulkhead_upcall
        .type bulkhead_upcall, @function
bulkhead_upcall:
        cld
        pushl   eax
        pushl   ecx
        pushl   edx
        pushl   ebx
        pushl   ebp
        movl    esp, ebp                // C preserves EBP and EBX
        movl    20(esp), eax
        leal    _Per_CPU_Information, ebx

        // The first interrupt goes to the interrupt stack, one that interrupts a handler stays there.
        cmpl    $0, PER_CPU_ISR_NEST_LEVEL(ebx)
        jne     1f
        movl    PER_CPU_INTERRUPT_STACK_HIGH(ebx), esp
1:      incl    PER_CPU_ISR_NEST_LEVEL(ebx)
        incl    PER_CPU_THREAD_DISPATCH_DISABLE_LEVEL(ebx)
        andl    $-16, esp
        subl    $12, esp
        pushl   eax
        call    bulkhead_interrupt
        movl    ebp, esp

        // A handler may have unmasked.
        movl    $0, FLAG
        decl    PER_CPU_ISR_NEST_LEVEL(ebx)
        decl    PER_CPU_THREAD_DISPATCH_DISABLE_LEVEL(ebx)
        jnz     3f
        cmpl    $0, PER_CPU_ISR_DISPATCH_DISABLE(ebx)
        jne     3f
        cmpb    $0, PER_CPU_DISPATCH_NEEDED(ebx)
        je      3f

        // Another thread is to run. Until this one is back here, its interrupts dispatch no further: else each would
        // leave a frame on its stack.
2:      movl    $1, PER_CPU_ISR_DISPATCH_DISABLE(ebx)
        movl    $1, PER_CPU_THREAD_DISPATCH_DISABLE_LEVEL(ebx)
        andl    $-16, esp
        subl    $8, esp
        pushl   $FLAG_ON                // _Thread_Do_dispatch(processor, level): unmasks
        pushl   ebx
        call    _Thread_Do_dispatch
        movl    ebp, esp
        movl    $0, FLAG
        cmpb    $0, PER_CPU_DISPATCH_NEEDED(ebx)
        jne     2b
        movl    $0, PER_CPU_ISR_DISPATCH_DISABLE(ebx)

3:      popl    ebp
        popl    ebx
        popl    edx
        popl    ecx
        popl    eax
        addl    $4, esp                 // the line; ESP is at EIP, CS, EFLAGS
        jmp     BULKHEAD_UPCALL_RETURN - 0x100000000  // unmasks, delivers what else is pending, returns
        .size bulkhead_upcall, . - bulkhead_upcall

// void bulkhead_deliver(void): called with the flag set and something seen pending. Preserves what C functions do.
//
//  ESP ->  +0 return address, which becomes the EIP of the frame
        .section .text.bulkhead_deliver, "ax", @progbits
        .globl bulkhead_deliver
        .type bulkhead_deliver, @function
bulkhead_deliver:
        movl    $0, FLAG
        movl    PENDING, eax
        andl    ENABLED, eax
        jz      1f
        bsfl    eax, eax                // the lowest line first, as the kernel does
        popl    ecx
        pushfl
        orl     $FLAG_ON, (esp)
        pushl   $BULKHEAD_SELECTOR_USER_CODE
        pushl   ecx
        pushl   eax
        jmp     bulkhead_upcall
1:      // The kernel delivered it between the caller's look and ours.
        movl    $FLAG_ON, FLAG
        movl    PENDING, eax            // and once more: something may have been raised before the flag was set
        testl   eax, ENABLED
        jnz     bulkhead_deliver
        ret
        .size bulkhead_deliver, . - bulkhead_deliver
