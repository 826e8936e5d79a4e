// void delay(uint32_t nops): that many NOPs, 1024 at most.
    .text
    .globl delay
    .type delay, @function
delay:
    movl $sled_end, %eax
    subl 4(%esp), %eax
    jmp *%eax
    .rept 1024
    nop
    .endr
sled_end:
    ret
    .size delay, . - delay
