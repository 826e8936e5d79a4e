/*
 * From the Multiboot loader to the kernel's TypeScript: zeroes static memory, turns paging on with the direct map of
 * physical memory, and calls boot() on the kernel's one stack. Runs once, interrupts off, at its physical address
 * until paging is on. (Multiboot Specification 0.6.96, section 3.2: EAX magic, EBX information structure.)
 */
#include "generated/offsets.h"

#define PHYS(symbol) ((symbol) - KERNEL_BASE)
#define PAGE_FLAGS_4M 0x83 /* present, writable, 4 MiB */
#define CR4_PSE 0x10
#define CR0_BITS 0x80010020 /* PG, WP, NE */
#define CR0_CLEAR 0x9FFBFFF3 /* not CD, NW, AM, TS, EM */
#define MULTIBOOT_HEADER 0x1BADB002
#define MULTIBOOT_HEADER_FLAGS 0x3
#define MULTIBOOT_MAGIC 0x2BADB002

	.section .multiboot, "a"
	.balign 4
	.long MULTIBOOT_HEADER
	.long MULTIBOOT_HEADER_FLAGS
	.long -(MULTIBOOT_HEADER + MULTIBOOT_HEADER_FLAGS)

	.text
	.global _start
_start:
	cli
	cld
	/* Memory above 1 MiB in KiB, if the loader told: 0 means that nobody knows. Read before anything is zeroed. */
	xorl %esi, %esi
	cmpl $MULTIBOOT_MAGIC, %eax
	jne 1f
	testl $1, (%ebx)
	jz 1f
	movl 8(%ebx), %esi
1:	rdtsc
	movl %eax, %ebx /* the entry's time stamp: EDX:EBX */

	movl $PHYS(static_start), %edi
	movl $image_end, %ecx
	subl $static_start, %ecx
	shrl $2, %ecx
	xorl %eax, %eax
	rep stosl

	/* The direct map at KERNEL_BASE, and the first 4 MiB at their physical address until we have jumped. */
	movl $PHYS(kernel_page_directory), %edi
	movl $PAGE_FLAGS_4M, (%edi)
	addl $((KERNEL_BASE >> 22) * 4), %edi
	movl $PAGE_FLAGS_4M, %eax
1:	movl %eax, (%edi)
	addl $4, %edi
	addl $0x400000, %eax
	cmpl $(PHYS_LIMIT + PAGE_FLAGS_4M), %eax
	jb 1b

	movl $CR4_PSE, %eax
	movl %eax, %cr4
	movl $PHYS(kernel_page_directory), %eax
	movl %eax, %cr3
	movl %cr0, %eax
	andl $CR0_CLEAR, %eax
	orl $CR0_BITS, %eax
	movl %eax, %cr0
	movl $1f, %eax
	jmp *%eax

1:	movl $kernel_stack_top, %esp
	pushl %edx
	pushl %ebx
	pushl %esi
	call kernel_boot

	.bss
	.balign 4096
	.global kernel_page_directory
kernel_page_directory:
	.skip 4096
	/* The page below the stack is not mapped: an overflow is a double fault, not silent damage. */
	.global kernel_stack_bottom, kernel_stack_top
kernel_stack_guard:
	.skip 4096
kernel_stack_bottom:
	.skip 8192
kernel_stack_top:
	.skip 2048
	.global exception_stack_top, nmi_stack_top
exception_stack_top:
	.skip 2048
nmi_stack_top:
