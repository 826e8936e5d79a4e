/* The plain board's side of the gates: core calls are all there is. */
#include "generated/offsets.h"

	.text
	.balign 16
	.global sysenter_call
sysenter_call:
	jmp kernel_coreCall

/* The call page without SYSENTER. */
	.section .rodata
	.balign 16
	.global call_page_int
call_page_int:
	int $GATE_CORE
	ret
call_page_int_end:
	.skip UPCALL_RETURN - CALL_PAGE - (call_page_int_end - call_page_int), 0xCC
