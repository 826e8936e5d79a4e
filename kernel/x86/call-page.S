/*
 * What the kernel puts at the start of the call page where the processor has SYSENTER; where it has not, it is the board's
 * call_page_int, with the board's gates. The guest calls the first byte. These bytes run at CALL_PAGE, not here.
 *
 * The guest's stack inside a call:   +8 return address   +4 EBP   +0 ECX   <- EBP, which the kernel takes as ESP
 */
#include "generated/offsets.h"

	.section .rodata
	.balign 16
	.global call_page_sysenter
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
