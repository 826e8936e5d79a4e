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
	movl $SELECTOR_USER_DATA, %eax
	movl %eax, %ds
	movl %eax, %es
	movl $kernel_stack_top, %esp
	call kernel_hypercall
	jmp kernel_leave

/*
 * Runs at UPCALL_RETURN in the guest. Stack on entry: +8 EFLAGS, +4 CS, +0 EIP. An upcall that comes due between the
 * two labels _begin and _end is delivered after the kernel has completed this return (kernel/vmm/upcall.ts), so that
 * the depth of frames is bounded. Between _pushed and _popped the interrupted EAX is on top of the stack.
 */
	.section .rodata
	.balign 16
	.global upcall_return, upcall_return_begin, upcall_return_pushed, upcall_return_popped, upcall_return_end
	.global upcall_return_last
upcall_return:
	movl $0x200, VCPU_PAGE + VCPU_PAGE_INTERRUPT_FLAG_OFFSET
upcall_return_begin:
	pushl %eax
upcall_return_pushed:
	movl VCPU_PAGE + VCPU_PAGE_PENDING_OFFSET, %eax
	testl %eax, VCPU_PAGE + VCPU_PAGE_ENABLED_OFFSET
	popl %eax
upcall_return_popped:
	jnz 1f
	iretl
1:	movl $0, VCPU_PAGE + VCPU_PAGE_INTERRUPT_FLAG_OFFSET
upcall_return_end:
	pushl %eax
	movl $HYPERCALL_IRET, %eax
	int $GATE_HYPERCALL
	ud2
upcall_return_last:
