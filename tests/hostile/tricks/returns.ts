/** Returning by one's own means to where one may not be. */
import { instruction, type Theme } from "../trick.js";

export const ownReturns: Theme = {
  name: "returns of one's own",
  tricks: [
    instruction("iret-to-null-cs", "pushfl; pushl $0; pushl $main; iretl", "PRIVILEGED_INSTRUCTION"),
    instruction("iret-to-kernel-cs", "pushfl; pushl $0x20; pushl $main; iretl", "PRIVILEGED_INSTRUCTION"),
    instruction("iret-to-data-cs", "pushfl; pushl $0x3b; pushl $main; iretl", "PRIVILEGED_INSTRUCTION"),
    instruction("iret-with-nt", "pushfl; orl $0x4000, (%esp); popfl; iretl", "PRIVILEGED_INSTRUCTION", {
      notOnV86: "v86 follows NT to the TSS, which is the kernel's memory: another fault",
    }),
    instruction(
      "iret-call-into-kernel",
      "pushl $0xffffffff; pushl $0x20; pushl $0xc0100000; pushl $0; movl $0x106, %eax; int $0x82",
      "MEMORY_VIOLATION",
    ),
    instruction(
      "iret-call-with-all-flags",
      "pushl $0xfffffeff; pushl $0x20; pushl $1f; pushl $0; movl $0x106, %eax; int $0x82; 1: cli",
      "PRIVILEGED_INSTRUCTION",
    ),
    instruction("iret-call-by-call-page", "movl $0x106, %eax; movl $0x40000000, %ebp; sysenter", "MEMORY_VIOLATION"),
    instruction(
      "upcall-return-to-kernel-cs",
      "pushfl; pushl $0x20; pushl $main; jmp 0xbfc00040",
      "PRIVILEGED_INSTRUCTION",
    ),
    instruction(
      "upcall-return-into-kernel",
      "pushfl; pushl $0x33; pushl $0xc0100000; jmp 0xbfc00040",
      "MEMORY_VIOLATION",
    ),
    instruction("lret-to-kernel-cs", "pushl $0x20; pushl $main; lretl", "PRIVILEGED_INSTRUCTION"),
  ],
};
