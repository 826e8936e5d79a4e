// uint32_t long_look(void): looks at the counter, six instructions a time, until one round took more; tells how many more.
    .text
    .globl long_look
long_look:
    pushl %esi
    rdtsc
    leal -3(%eax), %esi
    nop
1:  rdtsc
    movl %eax, %ecx
    subl %esi, %eax
    movl %ecx, %esi
    cmpl $6, %eax
    je 1b
    subl $6, %eax
    popl %esi
    ret
