/** Touching memory that is not one's own. */
import { instruction, type Theme } from "../trick.js";

const KERNEL = "0xc0100000";
const NEIGHBOUR = "0xc0800000";

const read = (name: string, address: string) => instruction(name, `movl ${address}, %eax`, "MEMORY_VIOLATION");
const write = (name: string, address: string) => instruction(name, `movl $0, ${address}`, "MEMORY_VIOLATION");

export const memory: Theme = {
  name: "memory",
  tricks: [
    read("read-page-0", "0"),
    read("read-unmapped", "0x40000000"),
    read("read-kernel", KERNEL),
    read("read-neighbour", NEIGHBOUR),
    read("read-system-table", "0xc0401000"),
    read("read-last-word", "0xfffffffc"),
    write("write-kernel", KERNEL),
    write("write-neighbour", NEIGHBOUR),
    write("write-information-page", "0xbfc10000"),
    write("write-call-page", "0xbfc00000"),
    write("write-code", "main"),
    {
      name: "write-constants",
      body: `*(volatile char *)(unsigned)"constant" = 0;`,
      error: "MEMORY_VIOLATION",
    },
    {
      name: "write-past-memory",
      body: `
        const struct bulkhead_info_page *info = bulkhead_info();
        *(volatile char *)(info->stack_address + info->stack_size_bytes) = 0;`,
      error: "MEMORY_VIOLATION",
    },
    instruction("jump-to-page-0", "movl $0, %eax; jmp *%eax", "MEMORY_VIOLATION"),
    instruction("jump-into-kernel", `movl $${KERNEL}, %eax; jmp *%eax`, "MEMORY_VIOLATION"),
    instruction("jump-unmapped", "movl $0x40000000, %eax; jmp *%eax", "MEMORY_VIOLATION"),
  ],
};
