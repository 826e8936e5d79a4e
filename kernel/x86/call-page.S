/*
 * What the kernel puts on the call page. The start is one of two, by the entry that the processor has; the guest calls
 * its first byte. Position-independent: these bytes run at CALL_PAGE, not here.
 *
 * The guest's stack inside a call:   +8 return address   +4 EBP   +0 ECX   <- EBP, which the kernel takes as ESP
 */
#include "generated/offsets.h"

	.section .rodata
	.balign 16
	.global call_page_sysenter, call_page_int
call_page_sysenter:
	pushl %ebp
	pushl %ecx
	movl %esp, %ebp
	sysenter
1:	.if (1b - call_page_sysenter) != CALL_LANDING
	.error "CALL_LANDING is not where the landing is"
	.endif
	movl %ebp, %edx
	popl %ecx
	popl %ebp
	ret
call_page_sysenter_end:
	.skip UPCALL_RETURN - CALL_PAGE - (call_page_sysenter_end - call_page_sysenter), 0xCC

/* One gate serves each table: which one a number belongs to is told by bit 8. */
	.balign 16
call_page_int:
	testl $0x100, %eax
	jnz 1f
	int $GATE_CORE
	ret
1:	int $GATE_HYPERCALL
	ret
call_page_int_end:
	.skip UPCALL_RETURN - CALL_PAGE - (call_page_int_end - call_page_int), 0xCC
