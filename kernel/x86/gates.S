/*
 * Every way into the kernel and out of it. A gate's stub pushes the registers straight into the running thread's
 * Context (abi/layouts.ts), since TSS.esp0 points at its end; then the kernel's one stack is taken and TypeScript
 * decides. It comes back to kernel_leave with the context to resume, 0 to idle, or 1 to be called again at once (work in
 * small pieces).
 *
 * DS and ES are flat ring-3 data in the kernel as in a guest, loaded at each entry, so the way out need not.
 */
#include "generated/offsets.h"

#define LEAVE_WORK 1
#define EFLAGS_TF 0x100
#define EFLAGS_VM 0x20000
#define EFLAGS_FIXED 0x202

/* Stack on entry, growing down: SS ESP EFLAGS CS EIP error vector | EAX ECX EDX EBX ESP EBP ESI EDI. */
	.macro SAVE_REGISTERS
	cld
	pushal
	movl $SELECTOR_USER_DATA, %ecx
	movl %ecx, %ds
	movl %ecx, %es
	.endm

	.macro STUB vector
	.balign 16
gate_stub_\vector:
	.if (\vector != 8) && ((\vector < 10) || (\vector > 14)) && (\vector != 17)
	pushl $0
	.endif
	pushl $\vector
	jmp common_gate
	.endm

	.text
	.altmacro
	.set vector, 0
	.rept VECTOR_IRQ_BASE + 16
	STUB %vector
	.set vector, vector + 1
	.endr

common_gate:
	SAVE_REGISTERS
	testl $EFLAGS_VM, CONTEXT_EFLAGS_OFFSET(%esp)
	jnz virtual_8086
	testl $3, CONTEXT_CS_OFFSET(%esp)
	jz from_kernel
	movl $kernel_stack_top, %esp
	jmp kernel_trap

/* EAX: the context to resume, 0 or LEAVE_WORK. */
	.global kernel_leave
kernel_leave:
	cmpl $LEAVE_WORK, %eax
	jbe no_context
	movl %eax, %esp
	cmpl $VECTOR_SYSENTER, CONTEXT_VECTOR_OFFSET(%eax)
	je leave_by_sysexit
	popal
	addl $8, %esp
	.global kernel_iret
kernel_iret:
	iretl

/* The thread entered by SYSENTER: the landing in the call page gives it ECX from its stack and EDX from EBP. */
	.global leave_by_sysexit
leave_by_sysexit:
	popal
	movl %edx, %ebp
	movl CONTEXT_EIP_OFFSET - CONTEXT_VECTOR_OFFSET(%esp), %edx
	movl CONTEXT_ESP_OFFSET - CONTEXT_VECTOR_OFFSET(%esp), %ecx
	sti
	sysexit

no_context:
	movl $kernel_stack_top, %esp
	je work
/* The only kernel code that an interrupt may hit. It never comes back here: the handler takes the stack anew. */
idle_begin:
	sti
	hlt
	cli
	jmp idle_begin
work:
	sti
	nop
	cli
idle_end:
	jmp kernel_continueWork

/*
 * No guest can enter virtual-8086 mode on a processor; QEMU's TCG lets the IRET of ring 3 do it. The frame then begins 16
 * bytes lower, with ring 3's segment registers above it: each context has that much room below.
 */
virtual_8086:
	movl %esp, %eax
	movl $kernel_stack_top, %esp
	pushl %eax
	call kernel_virtual8086

/* ESP at a frame without SS and ESP: the processor did not change stacks. */
from_kernel:
	movl CONTEXT_EIP_OFFSET(%esp), %eax
	subl $idle_begin, %eax
	cmpl $(idle_end - idle_begin), %eax
	ja 1f
	movl CONTEXT_VECTOR_OFFSET(%esp), %eax
	cmpl $VECTOR_IRQ_BASE, %eax
	jb 1f
	movl $kernel_stack_top, %esp
	pushl %eax
	call kernel_interruptIdle
/* Whatever ESP points at, it is not to be trusted for a call. */
1:	movl %esp, %eax
	movl $exception_stack_top, %esp
	pushl %eax
	call kernel_panicException

/* The system-call gate: ring 3 only, by its DPL and since the kernel executes no INT. */
	.balign 16
	.global core_gate
core_gate:
	pushl $0
	pushl $GATE_CORE
	SAVE_REGISTERS
	movl $kernel_stack_top, %esp
	jmp kernel_coreCall

/*
 * SYSENTER (Intel SDM vol. 2B): ESP from the MSR points at TSS.esp0; nothing is saved; NT, TF and DF are as ring 3 had
 * them: known flags come first, by way of a word that is overwritten then. The call page left the caller's ESP in EBP,
 * and on its stack ECX and EBP.
 */
	.balign 16
	.global sysenter_stub, sysenter_stub_end
sysenter_stub:
	movl (%esp), %esp
	pushl $2
	popfl
	pushl $SELECTOR_USER_DATA
	pushl %ebp
	pushl $EFLAGS_FIXED
	pushl $SELECTOR_USER_CODE
	pushl $CALL_PAGE + CALL_LANDING
	pushl $0
	pushl $VECTOR_SYSENTER
	pushal
sysenter_stub_end:
	movl $SELECTOR_USER_DATA, %ecx
	movl %ecx, %ds
	movl %ecx, %es
	movl $kernel_stack_top, %esp
	jmp sysenter_call /* the board's: EAX is the number */

/* #DB: a TF that ring 3 set before SYSENTER traps in the stub; clear it there and go on. All else is common. */
	.balign 16
debug_gate:
	cmpl $sysenter_stub, (%esp)
	jb 1f
	cmpl $sysenter_stub_end, (%esp)
	ja 1f
	andl $~EFLAGS_TF, 8(%esp)
	iretl
1:	jmp gate_stub_1

/* Tasks of their own (Intel SDM vol. 3A, 7.3): they run on exception_stack and never return. */
	.balign 16
	.global double_fault_entry, nmi_entry
double_fault_entry:
	call kernel_doubleFault
nmi_entry:
	call kernel_nonMaskableInterrupt

	.section .rodata
	.balign 4
	.global gate_stubs
gate_stubs:
	.macro STUB_ADDRESS vector
	.long gate_stub_\vector
	.endm
	.long gate_stub_0, debug_gate
	.set vector, 2
	.rept VECTOR_IRQ_BASE + 16 - 2
	STUB_ADDRESS %vector
	.set vector, vector + 1
	.endr
