/* What only the hypervisor board has: the hypercall gate, and what the call page holds for guests of it. */
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

/* The call page without SYSENTER. One gate serves each table: which one a number belongs to is told by bit 8. */
	.section .rodata
	.balign 16
	.global call_page_int
call_page_int:
	testl $0x100, %eax
	jnz 1f
	int $GATE_CORE
	ret
1:	int $GATE_HYPERCALL
	ret
call_page_int_end:
	.skip UPCALL_RETURN - CALL_PAGE - (call_page_int_end - call_page_int), 0xCC

/*
 * The return from an upcall: one sequence a vCPU, since each has its page at another address; that of vCPU 0 runs at
 * UPCALL_RETURN, the next UPCALL_RETURN_STRIDE behind. Stack on entry: +8 EFLAGS, +4 CS, +0 EIP. An upcall that comes due
 * between FLAG_SET and END is delivered after the kernel has completed this return (kernel/x86/vcpu-frame.ts), so that
 * the depth of frames is bounded. Between EAX_PUSHED and EAX_POPPED the interrupted EAX is on top of the stack.
 */
	.macro AT start, address
	.if (. - \start) != (\address - UPCALL_RETURN)
	.error "the return sequence is not where abi/memory-map.ts has it"
	.endif
	.endm

	.macro RETURN_SEQUENCE start, page
\start:
	movl $0x200, \page + VCPU_PAGE_INTERRUPT_FLAG_OFFSET
	AT \start, UPCALL_RETURN_FLAG_SET
	pushl %eax
	AT \start, UPCALL_RETURN_EAX_PUSHED
	movl \page + VCPU_PAGE_PENDING_OFFSET, %eax
	testl %eax, \page + VCPU_PAGE_ENABLED_OFFSET
	popl %eax
	AT \start, UPCALL_RETURN_EAX_POPPED
	.byte 0x75, 1 /* jnz over the iret; spelled out, so that the assembler knows its length */
	iretl
	movl $0, \page + VCPU_PAGE_INTERRUPT_FLAG_OFFSET
	AT \start, UPCALL_RETURN_END
	pushl %eax
	movl $HYPERCALL_IRET, %eax
	int $GATE_HYPERCALL
	ud2
\start\()_end:
	.skip UPCALL_RETURN_STRIDE - (\start\()_end - \start), 0xCC
	.endm

	.section .rodata.upcall_return, "a"
	.balign 16
	.global upcall_return, upcall_return_last
	RETURN_SEQUENCE upcall_return, VCPU_PAGE
	RETURN_SEQUENCE upcall_return_1, VCPU_PAGE + PAGE_SIZE
	RETURN_SEQUENCE upcall_return_2, VCPU_PAGE + 2 * PAGE_SIZE
	RETURN_SEQUENCE upcall_return_3, VCPU_PAGE + 3 * PAGE_SIZE
upcall_return_last:
	.if MAX_VCPUS != 4
	.error "one return sequence a vCPU"
	.endif
