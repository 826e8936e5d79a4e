// Switching contexts at privilege level 3. As RTEMS's own, but
// - the interrupt flag is the virtual one, in the vCPU page: POPF leaves the processor's alone;
// - the thread pointer is a word of that page, where GS has its base: no descriptor is written, no GS loaded.
//
// The base of the descriptor in a context is where RTEMS's C code puts and looks for the thread pointer:
//
//  I386_CONTEXT_CONTROL_GS_0_OFFSET  +0 limit 15:0  +2 base 15:0  +4 base 23:16  +5 ...  +7 base 31:24
#include <rtems/asm.h>
#include <rtems/score/cpu.h>
#include <rtems/score/percpu.h>
#include <bulkhead/abi.h>

        .equ FLAG, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_INTERRUPT_FLAG_OFFSET
        .equ PENDING, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_PENDING_OFFSET
        .equ ENABLED, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_ENABLED_OFFSET
        .equ THREAD_POINTER, BULKHEAD_VCPU_PAGE + BULKHEAD_VCPU_PAGE_THREAD_POINTER_OFFSET
        .equ FLAG_ON, 0x200

        .equ CONTEXT_FLAG, I386_CONTEXT_CONTROL_EFLAGS_OFFSET
        .equ CONTEXT_ESP, I386_CONTEXT_CONTROL_ESP_OFFSET
        .equ CONTEXT_EBP, I386_CONTEXT_CONTROL_EBP_OFFSET
        .equ CONTEXT_EBX, I386_CONTEXT_CONTROL_EBX_OFFSET
        .equ CONTEXT_ESI, I386_CONTEXT_CONTROL_ESI_OFFSET
        .equ CONTEXT_EDI, I386_CONTEXT_CONTROL_EDI_OFFSET
        .equ CONTEXT_BASE_LOW, I386_CONTEXT_CONTROL_GS_0_OFFSET + 2
        .equ CONTEXT_BASE_MIDDLE, I386_CONTEXT_CONTROL_GS_0_OFFSET + 4
        .equ CONTEXT_BASE_HIGH, I386_CONTEXT_CONTROL_GS_0_OFFSET + 7
        .equ CONTEXT_ISR_DISPATCH_DISABLE, I386_CONTEXT_CONTROL_ISR_DISPATCH_DISABLE

        .text

// void _CPU_Context_switch(Context_Control *from, Context_Control *to)
//
// Thread dispatching is disabled, interrupts may be on: an upcall in the midst of it finds a whole stack and leaves all
// registers as they are.
//
//          +8 to
//          +4 from
//  ESP ->  +0 return address
        .globl _CPU_Context_switch
        .type _CPU_Context_switch, @function
        .globl _CPU_Context_switch_no_return
        .type _CPU_Context_switch_no_return, @function
_CPU_Context_switch:
_CPU_Context_switch_no_return:
        movl    4(esp), eax
        movl    FLAG, ecx
        movl    ecx, CONTEXT_FLAG(eax)
        movl    THREAD_POINTER, ecx
        movw    cx, CONTEXT_BASE_LOW(eax)
        shrl    $16, ecx
        movb    cl, CONTEXT_BASE_MIDDLE(eax)
        movb    ch, CONTEXT_BASE_HIGH(eax)
        movl    _Per_CPU_Information + PER_CPU_ISR_DISPATCH_DISABLE, ecx
        movl    ecx, CONTEXT_ISR_DISPATCH_DISABLE(eax)
        movl    esp, CONTEXT_ESP(eax)
        movl    ebp, CONTEXT_EBP(eax)
        movl    ebx, CONTEXT_EBX(eax)
        movl    esi, CONTEXT_ESI(eax)
        movl    edi, CONTEXT_EDI(eax)
        movl    8(esp), eax
.Lrestore:
        movl    CONTEXT_ISR_DISPATCH_DISABLE(eax), ecx
        movl    ecx, _Per_CPU_Information + PER_CPU_ISR_DISPATCH_DISABLE
        movb    CONTEXT_BASE_MIDDLE(eax), cl
        movb    CONTEXT_BASE_HIGH(eax), ch
        shll    $16, ecx
        movw    CONTEXT_BASE_LOW(eax), cx
        movl    ecx, THREAD_POINTER
        movl    CONTEXT_EBP(eax), ebp
        movl    CONTEXT_EBX(eax), ebx
        movl    CONTEXT_ESI(eax), esi
        movl    CONTEXT_EDI(eax), edi
        movl    CONTEXT_ESP(eax), esp
        movl    CONTEXT_FLAG(eax), ecx
        andl    $FLAG_ON, ecx           // RTEMS starts contexts with a whole EFLAGS
        movl    ecx, FLAG
        jz      1f
        movl    PENDING, ecx
        testl   ecx, ENABLED
        jnz     bulkhead_deliver        // returns where RET would
1:      ret
        .size _CPU_Context_switch, . - _CPU_Context_switch

// void _CPU_Context_restore(Context_Control *to)
//
//          +4 to
//  ESP ->  +0 return address
        .globl _CPU_Context_restore
        .type _CPU_Context_restore, @function
_CPU_Context_restore:
        movl    4(esp), eax
        jmp     .Lrestore
        .size _CPU_Context_restore, . - _CPU_Context_restore

// void _CPU_Context_save_fp(Context_Control_fp **context), void _CPU_Context_restore_fp(Context_Control_fp **context)
//
//          +4 context
//  ESP ->  +0 return address
        .globl _CPU_Context_save_fp
        .type _CPU_Context_save_fp, @function
_CPU_Context_save_fp:
        movl    4(esp), eax
        movl    (eax), eax
        fsave   (eax)
        ret
        .size _CPU_Context_save_fp, . - _CPU_Context_save_fp

        .globl _CPU_Context_restore_fp
        .type _CPU_Context_restore_fp, @function
_CPU_Context_restore_fp:
        movl    4(esp), eax
        movl    (eax), eax
        frstor  (eax)
        ret
        .size _CPU_Context_restore_fp, . - _CPU_Context_restore_fp

// Where RTEMS's inline code stores the first thread's descriptor: entries 0 to 3 of what it takes for the table of
// descriptors. Nobody reads it; see use_thread_pointer in bspstart.c.
        .bss
        .balign 8
        .globl _Global_descriptor_table
        .type _Global_descriptor_table, @object
_Global_descriptor_table:
        .zero 32
        .size _Global_descriptor_table, . - _Global_descriptor_table
