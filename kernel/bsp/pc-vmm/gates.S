/* What only the hypervisor board has: the hypercall gate, and the call page's sequence that returns from an upcall. */
#include "generated/offsets.h"

	.text
	.balign 16
	.global hypercall_gate
hypercall_gate:
	pushl $0
	pushl $GATE_HYPERCALL
	cld
	pushal
	movl $SELECTOR_USER_DATA, %ecx
	movl %ecx, %ds
	movl %ecx, %es
	movl $kernel_stack_top, %esp
	jmp kernel_hypercall

/* SYSENTER has one entry for both tables of calls: hypercalls are numbered from 0x100. */
	.balign 16
	.global sysenter_call
sysenter_call:
	testb $1, %ah
	jnz kernel_hypercall
	jmp kernel_coreCall

/*
 * Runs at UPCALL_RETURN in the guest. Stack on entry: +8 EFLAGS, +4 CS, +0 EIP. An upcall that comes due between
 * FLAG_SET and END is delivered after the kernel has completed this return (kernel/x86/vcpu-frame.ts), so that the depth
 * of frames is bounded. Between EAX_PUSHED and EAX_POPPED the interrupted EAX is on top of the stack.
 */
	.macro AT address
	.if (. - upcall_return) != (\address - UPCALL_RETURN)
	.error "the return sequence is not where abi/memory-map.ts has it"
	.endif
	.endm

	.section .rodata
	.balign 16
	.global upcall_return, upcall_return_last
upcall_return:
	movl $0x200, VCPU_PAGE + VCPU_PAGE_INTERRUPT_FLAG_OFFSET
	AT UPCALL_RETURN_FLAG_SET
	pushl %eax
	AT UPCALL_RETURN_EAX_PUSHED
	movl VCPU_PAGE + VCPU_PAGE_PENDING_OFFSET, %eax
	testl %eax, VCPU_PAGE + VCPU_PAGE_ENABLED_OFFSET
	popl %eax
	AT UPCALL_RETURN_EAX_POPPED
	.byte 0x75, 1 /* jnz over the iret; spelled out, so that the assembler knows its length */
	iretl
	movl $0, VCPU_PAGE + VCPU_PAGE_INTERRUPT_FLAG_OFFSET
	AT UPCALL_RETURN_END
	pushl %eax
	movl $HYPERCALL_IRET, %eax
	int $GATE_HYPERCALL
	ud2
upcall_return_last:
