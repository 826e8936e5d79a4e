// void task_switch(uint32_t **from, uint32_t *to)
//
// What C expects to be preserved goes on the old task's stack; the rest is saved by whoever called, be it C code or the
// upcall entry. The virtual interrupt flag is not part of it: whoever comes here is masked, and unmasks afterwards.
//
//          +8 to
//          +4 from
//  ESP ->  +0 return address
    .text
    .globl task_switch
    .type task_switch, @function
task_switch:
    movl 4(%esp), %eax
    movl 8(%esp), %edx
    pushl %ebp
    pushl %ebx
    pushl %esi
    pushl %edi
    movl %esp, (%eax)
    movl %edx, %esp
    popl %edi
    popl %esi
    popl %ebx
    popl %ebp
    ret
    .size task_switch, . - task_switch
