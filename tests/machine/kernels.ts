/** The kernels that the machine tests share. Each is entered at `main`. */

/** Prints, takes ten one-shot timer interrupts of 1193 ticks while halted, leaves the time between each two, ends. */
export const TEN_TIMERS = `
main:
  print "hello\\n"
  handle 0x20, on_timer
  arm 1193
  sti
1: hlt
  jmp 1b
on_timer:
  mov count, %ebx
  rdtsc
  mov %eax, RESULTS(, %ebx, 4)
  incl count
  mov $0x20, %al
  out %al, $0x20
  cmpl $11, count
  je 2f
  arm 1193
  iret
2: print "done\\n"
  finish ENDED
.data
count: .long 0
.text
`;

/** Takes a hundred interrupts of 1193 ticks in a loop that never halts; leaves the longest time from arming to handler. */
export const BUSY_TIMERS = `
main:
  handle 0x20, on_timer
  call rearm
  sti
1: jmp 1b
rearm:
  arm 1193
  rdtsc
  mov %eax, armed
  ret
on_timer:
  rdtsc
  sub armed, %eax
  cmp RESULTS, %eax
  jb 1f
  mov %eax, RESULTS
1: mov $0x20, %al
  out %al, $0x20
  incl count
  cmpl $100, count
  je 2f
  call rearm
  iret
2: finish ENDED
.data
armed: .long 0
count: .long 0
.text
`;

export const PANICS = `
main:
  print "on fire\\n"
  finish PANIC
`;

/** Never ends: computes, with interrupts disabled. */
export const SPINS = `
main:
1: inc %eax
  jmp 1b
`;

/** Never ends: sleeps from one timer interrupt to the next. */
export const SLEEPS = `
main:
  handle 0x20, on_timer
1: arm 59659
  sti
  hlt
  jmp 1b
on_timer:
  mov $0x20, %al
  out %al, $0x20
  iret
`;

/** Sleeps four times 50 ms, then ends. */
export const SLEEPS_200_MS = `
main:
  handle 0x20, on_timer
  sti
1: arm 59659
  hlt
  cmpl $4, count
  jb 1b
  finish ENDED
on_timer:
  incl count
  mov $0x20, %al
  out %al, $0x20
  iret
.data
count: .long 0
.text
`;

/** A fault that the processor cannot deliver: the IDT is empty. */
export const TRIPLE_FAULT = `
main:
  lidt no_idt
  ud2
.data
no_idt: .word 0
  .long 0
.text
`;

/**
 * Over five virtual seconds of timer interrupts at pseudo-random distances that hit a loop of hot code at whatever
 * instruction; each mixes the time, the interrupted EIP and the loop's state into a hash and prints a letter of it.
 * Leaves the hash, the number of interrupts and the last TSC.
 */
export const TIMER_STORM = `
main:
  handle 0x20, on_timer
  mov $0x1234567, %edi
  call rearm
  sti
work:
  mov $0x300000, %ebx
  mov $512, %ecx
1: mov (%ebx), %eax
  imul $1664525, %eax, %eax
  add $1013904223, %eax
  add %edi, %eax
  mov %eax, (%ebx)
  rol $5, %edi
  xor %eax, %edi
  add $4, %ebx
  loop 1b
  test $7, %edi
  jnz work
  call sleep
  jmp work
.balign 4096
sleep:
  hlt
  ret

/* 37 to 2084 ticks from now, by a generator of its own. */
rearm:
  mov seed, %eax
  imul $1103515245, %eax, %eax
  add $12345, %eax
  mov %eax, seed
  shr $16, %eax
  and $0x7ff, %eax
  add $37, %eax
  mov %eax, %ebx
  mov $0x30, %al
  out %al, $0x43
  mov %bl, %al
  out %al, $0x40
  mov %bh, %al
  out %al, $0x40
  ret

on_timer:
  pusha
  rdtsc
  mov %eax, RESULTS + 8
  mov %edx, RESULTS + 12
  mov RESULTS, %ebx
  rol $7, %ebx
  xor %eax, %ebx
  add 32(%esp), %ebx
  add %edi, %ebx
  mov %ebx, RESULTS
  incl RESULTS + 4
  and $15, %ebx
  lea 0x41(%ebx), %eax
  mov $0x3f8, %dx
  out %al, %dx
  mov $0x20, %al
  out %al, $0x20
  /* 5.2 s at 1 GHz. */
  cmpl $1, RESULTS + 12
  jb 1f
  cmpl $905032704, RESULTS + 8
  jae 2f
1: call rearm
  popa
  iret
2: finish ENDED
.data
seed: .long 42
.text
`;

/**
 * Ring 3 tries `iret` to a null selector, to ring 0, to a data segment and beyond the GDT, each three times. Leaves the
 * number of general protection faults, and the last EIP and CS that was interrupted.
 */
export const IRET_TRICKS = `
main:
  handle 13, on_fault
  lgdt wide_gdt_pointer
  movl $stack_top, tss + 4
  mov $tss, %eax
  mov %ax, wide_gdt + 42
  shr $16, %eax
  mov %al, wide_gdt + 44
  mov $0x28, %ax
  ltr %ax
  mov $0x23, %eax
  mov %eax, %ds
  mov %eax, %es
  pushl $0x23
  pushl $user_stack_top
  pushl $2
  pushl $0x1b
  pushl $user
  iret
user:
  movl $selectors, %ebx
1: pushl $2
  pushl (%ebx)
  pushl $user
trick:
  iret
on_fault:
  incl RESULTS
  mov 4(%esp), %eax
  mov %eax, RESULTS + 4
  mov 8(%esp), %eax
  mov %eax, RESULTS + 8
  mov RESULTS, %eax
  cmp $12, %eax
  je 2f
  and $3, %eax
  lea selectors(, %eax, 4), %ebx
  movl $1b, 4(%esp)
  add $4, %esp
  iret
2: movl $trick, RESULTS + 12
  finish ENDED
.data
selectors: .long 0, 0x08, 0x23, 0x7b
.balign 8
wide_gdt: .quad 0, 0x00cf9a000000ffff, 0x00cf92000000ffff, 0x00cffa000000ffff, 0x00cff2000000ffff
  .quad 0x0000890000000067
wide_gdt_pointer: .word 47
  .long wide_gdt
tss: .long 0, 0, 0x10
  .skip 92
user_stack: .skip 1024
user_stack_top:
.text
`;

/** An `enter` that copies frame pointers from where no memory is mapped. Leaves the fault address. */
export const ENTER_FAULTS = `
main:
  handle 14, on_fault
  mov %cr4, %eax
  or $0x10, %eax
  mov %eax, %cr4
  mov $page_directory, %eax
  mov %eax, %cr3
  mov %cr0, %eax
  or $0x80000000, %eax
  mov %eax, %cr0
  mov $0x800000, %ebp
  enter $0, $5
  finish PANIC
on_fault:
  mov %cr2, %eax
  mov %eax, RESULTS
  finish ENDED
.data
.balign 4096
/* The first 4 MiB as one page. */
page_directory: .long 0x83
  .skip 4092
.text
`;

/** Sets COM2 up as drivers do, the FIFOs emptied before DTR is raised; BL: the interrupts to enable. */
const OPEN_COM2 = `
.macro com2 register, value
  mov $0x2f8 + \\register, %dx
  mov $\\value, %al
  out %al, %dx
.endm
open_com2:
  com2 3, 0x80
  com2 0, 1
  com2 1, 0
  com2 3, 0x03
  com2 2, 0x07
  com2 4, 0x0b
  mov $0x2f9, %dx
  mov %bl, %al
  out %al, %dx
  ret
/* AL: byte. */
send_com2:
  mov %al, %ah
  mov $0x2fd, %dx
1: in %dx, %al
  test $0x20, %al
  jz 1b
  mov $0x2f8, %dx
  mov %ah, %al
  out %al, %dx
  ret
`;

/** Sends back what comes in at COM2, asking for each byte; ends with a line feed. Leaves the modem status. */
export const COM2_POLLING = `${OPEN_COM2}
main:
  xor %ebx, %ebx
  call open_com2
  mov $0x2fe, %dx
  xor %eax, %eax
  in %dx, %al
  mov %eax, RESULTS
2: mov $0x2fd, %dx
  in %dx, %al
  test $1, %al
  jz 2b
  mov $0x2f8, %dx
  in %dx, %al
  mov %al, %bl
  call send_com2
  cmp $10, %bl
  jne 2b
  finish ENDED
`;

/** The same by the receiver's interrupts, halted meanwhile. Leaves the number of interrupts. */
export const COM2_INTERRUPTS = `${OPEN_COM2}
main:
  handle 0x23, on_com2
  mov $0xf7, %al
  out %al, $0x21
  mov $1, %bl
  call open_com2
  sti
1: hlt
  jmp 1b
on_com2:
  incl RESULTS
2: mov $0x2fa, %dx
  in %dx, %al
  test $1, %al
  jnz 4f
3: mov $0x2fd, %dx
  in %dx, %al
  test $1, %al
  jz 2b
  mov $0x2f8, %dx
  in %dx, %al
  mov %al, %bl
  call send_com2
  cmp $10, %bl
  jne 3b
  finish ENDED
4: mov $0x20, %al
  out %al, $0x20
  iret
`;

/**
 * Sends a text by the transmitter's interrupts while it computes. Leaves the number of interrupts, and the longest time
 * from sending a byte to the next interrupt.
 */
export const COM2_TRANSMITS = `${OPEN_COM2}
main:
  handle 0x23, on_com2
  mov $0xf7, %al
  out %al, $0x21
  sti
  mov $text, %esi
  rdtsc
  mov %eax, %edi
  mov $2, %bl
  call open_com2
1: inc %ecx
  jmp 1b
on_com2:
  rdtsc
  sub %edi, %eax
  cmp RESULTS + 4, %eax
  jb 2f
  mov %eax, RESULTS + 4
2: incl RESULTS
  mov $0x2fa, %dx
  in %dx, %al
  and $0xf, %al
  cmp $2, %al
  jne 4f
  cmp $text_end, %esi
  je 3f
  lodsb
  mov $0x2f8, %dx
  out %al, %dx
  mov $0x20, %al
  out %al, $0x20
  rdtsc
  mov %eax, %edi
  iret
3: finish ENDED
4: finish PANIC
.data
text: .ascii "sent by interrupts\\n"
text_end:
.text
`;
