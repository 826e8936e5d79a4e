// void logistic(float values[4], uint32_t steps): x = 3.9375 x (1 - x), four at once. XMM6 and XMM7 hold the constants.
//
//          +8 steps
//          +4 values
//  ESP ->  +0 return address
    .text
    .globl logistic
    .type logistic, @function
logistic:
    movl 4(%esp), %eax
    movl 8(%esp), %ecx
    movups (%eax), %xmm0
    movups ones, %xmm6
    movups rates, %xmm7
1:  movaps %xmm6, %xmm1
    subps %xmm0, %xmm1
    mulps %xmm1, %xmm0
    mulps %xmm7, %xmm0
    decl %ecx
    jnz 1b
    movups %xmm0, (%eax)
    ret
    .size logistic, . - logistic

    .section .rodata
    .balign 16
ones:
    .float 1, 1, 1, 1
rates:
    .float 3.9375, 3.9375, 3.9375, 3.9375
