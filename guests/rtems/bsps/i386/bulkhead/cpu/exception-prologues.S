// The entries that RTEMS's cpu.c would put into an interrupt descriptor table. A guest has none: exceptions come by
// irq/exception.S, and nothing jumps here.
        .text
        .irp vector, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 19
        .globl rtems_exception_prologue_\vector
rtems_exception_prologue_\vector:
        .endr
        ud2
