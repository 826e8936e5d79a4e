/** The closed sets of values that cross a boundary: return codes, lines, modes, health errors and actions, events. */
import { constant, type Enumeration } from "./schema.js";

export const ENUMERATIONS: readonly Enumeration[] = [
  {
    prefix: "STATUS",
    doc: "What a call returns in EAX.",
    values: [
      constant("OK", 0, "Done."),
      constant("UNKNOWN_CALL", 1, "There is no call of that number behind that gate."),
      constant("BAD_POINTER", 2, "The memory named is not all the caller's, or not with the access needed."),
      constant("BAD_ARGUMENT", 3, "A value is out of its range."),
      constant("WRONG_MODE", 4, "Not possible in the partition's mode, or from where the call was made."),
      constant("NO_ACTION", 5, "Nothing to do: it is so already."),
      constant("NOT_AVAILABLE", 6, "Not now: full, empty, or not given to this partition."),
    ],
  },
  {
    prefix: "LINE",
    doc: "Virtual interrupt lines. A lower number is delivered first.",
    values: [
      constant("TIMER", 0, "The vCPU's own timer."),
      constant("WINDOW_START", 1, "A window of the partition began."),
      constant("PORT_MESSAGE", 2, "A message arrived at one of the partition's ports."),
      constant("SCHEDULE_CHANGE", 3, "The module's schedule changed."),
      constant("VCPU", 4, "A vCPU of the partition called (`vcpu_notify`)."),
      constant("IRQ_BASE", 16, "Line of hardware interrupt 0; IRQ n is line 16 + n, of the vCPU that it was given to."),
    ],
  },
  {
    prefix: "BOARD",
    doc: "What a kernel is made for, and which of them a system needs.",
    values: [
      constant("PC", 0, "The plain partitioning kernel: core calls, native partitions, no vCPU."),
      constant("PC_VMM", 1, "The hypervisor: hypercalls, vCPUs and virtual interrupts besides."),
    ],
  },
  {
    prefix: "MODE",
    doc: "Partition modes (ARINC 653 Part 1, 2.3.1.4) and two more that only the host sees.",
    values: [
      constant("IDLE", 0, "Stopped; it keeps its windows and does nothing in them."),
      constant("COLD_START", 1, "Its memory is being laid out anew, all of it."),
      constant("WARM_START", 2, "Its memory is being laid out anew, but for what it retains."),
      constant("NORMAL", 3, "It runs."),
    ],
  },
  {
    prefix: "START",
    doc: "Why the partition was started last (ARINC 653 Part 1, GET_PARTITION_STATUS).",
    values: [
      constant("NORMAL", 0, "Power on."),
      constant("PARTITION_RESTART", 1, "The partition asked for it."),
      constant("HM_MODULE_RESTART", 2, "Health monitoring restarted the module."),
      constant("HM_PARTITION_RESTART", 3, "Health monitoring restarted the partition."),
    ],
  },
  {
    prefix: "PERMISSION",
    doc: "What a segment's pages allow; bits, as in an ELF program header.",
    values: [
      constant("EXECUTE", 1, "Code. (Without NX every readable page can be executed; the bit is the declared intent.)"),
      constant("WRITE", 2, "Writable."),
      constant("READ", 4, "Readable."),
    ],
  },
  {
    prefix: "ERROR",
    doc: "What health monitoring tells apart (ARINC 653 Part 1, 2.4.2, and finer where x86 is).",
    values: [
      constant("DEADLINE_MISSED", 0, "A process missed its deadline."),
      constant("APPLICATION_ERROR", 1, "The partition reported an error of its own."),
      constant("NUMERIC_ERROR", 2, "Division by zero, overflow, a floating-point exception."),
      constant("ILLEGAL_REQUEST", 3, "A call that the partition may not make."),
      constant("STACK_OVERFLOW", 4, "A stack ran into its guard page, or cannot take an upcall's frame."),
      constant("MEMORY_VIOLATION", 5, "An access to memory that the partition does not have."),
      constant("HARDWARE_FAULT", 6, "The machine reported a fault."),
      constant("ILLEGAL_INSTRUCTION", 7, "An instruction that does not exist."),
      constant("PRIVILEGED_INSTRUCTION", 8, "A privileged instruction, I/O port or gate."),
      constant("BREAKPOINT", 9, "A breakpoint or debug exception."),
      constant("WINDOW_OVERRUN", 10, "A window ended later than the schedule says."),
    ],
  },
  {
    prefix: "ACTION",
    doc: "What health monitoring does about an error.",
    values: [
      constant("IGNORE", 0, "Log it and go on. Not for faults, which would recur for ever."),
      constant("STOP", 1, "Partition to IDLE."),
      constant("COLD_RESTART", 2, "Partition to COLD_START, from its pristine image."),
      constant("WARM_RESTART", 3, "Partition to WARM_START."),
    ],
  },
  {
    prefix: "EVENT",
    doc: "Trace events. The comment says what the record's words a, b, c hold.",
    values: [
      constant("WINDOW_START", 1, "Kernel ring. a: partition, b: window index, c: lateness in ns."),
      constant("WINDOW_END", 2, "Kernel ring. a: partition, b: window index, c: lateness in ns."),
      constant("CORE_CALL", 3, "a: number, b: return address in the guest, c: first argument."),
      constant("HYPERCALL", 4, "a: number, b: return address in the guest, c: first argument."),
      constant(
        "INTERRUPT",
        5,
        "The running partition's ring, in idle time the kernel's. a: vector, b: interrupted EIP, c: 0.",
      ),
      constant("UPCALL", 6, "a: line, b: interrupted EIP, c: handler."),
      constant("FAULT", 7, "a: vector, b: EIP, c: fault address or error code."),
      constant("HEALTH", 8, "a: error, b: action, c: EIP."),
      constant("PARTITION_MODE", 9, "a: new mode, b: start condition, c: restarts so far."),
      constant("USER", 10, "a, b, c: the partition's own."),
      constant("FRAME_START", 12, "Kernel ring. a: frame number."),
    ],
  },
  {
    prefix: "RUN",
    doc: "HostBlock.runState.",
    values: [
      constant("BOOTING", 0, "The kernel has not started the schedule."),
      constant("RUNNING", 1, "The schedule runs."),
      constant("ENDED", 2, "The run ended as the boot options asked."),
      constant("PANIC", 3, "The kernel panicked; HostBlock.panic tells."),
    ],
  },
  {
    prefix: "PANIC",
    doc: "Why the kernel panicked: HostBlock.panicCode. The comment is the text that people read.",
    values: [
      constant("EXCEPTION", 1, "exception inside the kernel"),
      constant("DOUBLE_FAULT", 2, "double fault"),
      constant("NMI", 3, "non-maskable interrupt"),
      constant("TABLE_MAGIC", 4, "no system table: wrong magic number"),
      constant("TABLE_VERSION", 5, "system table of another ABI version"),
      constant("TABLE_CHECKSUM", 6, "system table is damaged: wrong checksum"),
      constant("TABLE_BOUNDS", 7, "system table names something outside its bounds"),
      constant("MEMORY_SIZE", 8, "the machine has less memory than the system needs"),
      constant("CPU_FEATURE", 9, "the processor lacks a feature that the kernel needs"),
      constant("CLOCK", 10, "the time-stamp counter could not be calibrated against the PIT"),
      constant("PAGE_POOL", 11, "the page pool of the system table is too small"),
      constant("ASSERTION", 12, "an assertion of the kernel failed"),
      constant("TABLE_BOARD", 13, "system table for another board than this kernel's"),
    ],
  },
];
