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
      constant("NOT_CONFIGURED", 7, "Not as the system file says, or more than it gives the partition."),
      constant("TIMED_OUT", 8, "It did not come in time."),
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
    doc: "Partition modes (ARINC 653 Part 1, 2.3.1.4).",
    values: [
      constant("IDLE", 0, "Stopped; it keeps its windows and does nothing in them."),
      constant(
        "COLD_START",
        1,
        "Its memory is laid out anew, all of it; then a native partition makes its processes and ports.",
      ),
      constant("WARM_START", 2, "The same, but what it retains stays."),
      constant("NORMAL", 3, "Its processes run, or its guest operating system."),
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
      constant("CONFIGURATION_ERROR", 11, "The partition and the system file disagree."),
    ],
  },
  {
    prefix: "DIFFERENCE",
    doc: "How a process that a partition makes differs from the system table: HealthRecord.errorCode of a configuration error, whose message is the process's name.",
    values: [
      constant("NAME", 1, "The table has no process of that name."),
      constant("PERIOD", 2, "Another period."),
      constant("CAPACITY", 3, "Another time capacity."),
      constant("PRIORITY", 4, "Another base priority."),
      constant("DEADLINE", 5, "Another type of deadline."),
    ],
  },
  {
    prefix: "ACTION",
    doc: "What health monitoring does about an error (ARINC 653 Part 1, 2.4.3). The actions on processes are an extension.",
    values: [
      constant("IGNORE", 0, "Log it and go on. Not for faults, which would recur for ever."),
      constant("STOP", 1, "Partition to IDLE."),
      constant("COLD_RESTART", 2, "Partition to COLD_START, from its pristine image."),
      constant("WARM_RESTART", 3, "Partition to WARM_START."),
      constant("SHUTDOWN", 4, "The module ends."),
      constant("RESET", 5, "Every partition to COLD_START, each in its next window."),
      constant("STOP_PROCESS", 6, "The process at fault to DORMANT."),
      constant("RESTART_PROCESS", 7, "The process at fault is stopped and started anew."),
      constant("HANDLE", 8, "The partition's error handler runs; without one, the partition's action is taken."),
    ],
  },
  {
    prefix: "LEVEL",
    doc: "Whose an error is (ARINC 653 Part 1, 2.4.1).",
    values: [
      constant("PROCESS", 0, "Of one process, or of the guest operating system: the partition's `processActions`."),
      constant("PARTITION", 1, "Of the partition: its `actions`."),
      constant("MODULE", 2, "Of the module: the system table's `moduleActions`."),
    ],
  },
  {
    prefix: "SYSTEM_STATE",
    doc: "What went on when an error came: with the error it gives the level.",
    values: [
      constant("PARTITION_START", 0, "A partition made its start (COLD_START, WARM_START)."),
      constant("PROCESS", 1, "A process ran, or a guest operating system."),
      constant("ERROR_HANDLER", 2, "A partition's error handler ran."),
      constant("PARTITION_SWITCH", 3, "A window ended, or the kernel did work of its own."),
    ],
  },
  {
    prefix: "HEALTH",
    doc: "What a record of the health log tells of: HealthRecord.kind.",
    values: [constant("ERROR", 0, "An error."), constant("MESSAGE", 1, "A message of the partition's.")],
  },
  {
    prefix: "PROCESS_STATE",
    doc: "ARINC 653 Part 1, 2.3.2.2.1.3.",
    values: [
      constant("DORMANT", 0, "Not started."),
      constant("READY", 1, "It could run."),
      constant("RUNNING", 2, "It runs."),
      constant("WAITING", 3, "It waits for something, or is suspended."),
      constant("FAULTED", 4, "It caused an error that the error handler has yet to decide upon."),
    ],
  },
  {
    prefix: "DEADLINE",
    doc: "How much a deadline matters: told to the error handler's author, the kernel treats both alike.",
    values: [constant("SOFT", 0, ""), constant("HARD", 1, "")],
  },
  {
    prefix: "DISCIPLINE",
    doc: "In what order processes wait for an object or port. Messages are always in the order of their coming.",
    values: [
      constant("FIFO", 0, "Who came first."),
      constant("PRIORITY", 1, "The highest priority, among equals who came first."),
    ],
  },
  {
    prefix: "DIRECTION",
    doc: "Of a port.",
    values: [constant("SOURCE", 0, "Messages go out."), constant("DESTINATION", 1, "Messages come in.")],
  },
  {
    prefix: "PORT",
    doc: "Kinds of ports and channels.",
    values: [
      constant("SAMPLING", 0, "The last message, for any number of destinations."),
      constant("QUEUING", 1, "Every message, in order, for one destination."),
    ],
  },
  {
    prefix: "POLICY",
    doc: "Which process of a partition runs. The preemption lock and the error handler come before each of them.",
    values: [
      constant("PRIORITY", 0, "The highest current priority, among equals who has been ready longest (ARINC 653)."),
      constant(
        "ROUND_ROBIN",
        1,
        "In turn, each for the partition's quantum, whatever the priorities; nobody is preempted by who becomes ready.",
      ),
      constant("RATE_MONOTONIC", 2, "The shortest period; aperiodic processes last."),
      constant("EARLIEST_DEADLINE", 3, "The earliest deadline; who has none last."),
      constant(
        "LEAST_LAXITY",
        4,
        "The least time between its deadline and the end of what it has yet to compute, its time capacity being that.",
      ),
    ],
  },
  {
    prefix: "PERMISSION_TO",
    doc: "What a partition may do to the module; bits.",
    values: [
      constant("SET_SCHEDULE", 1, "Ask for another module schedule."),
      constant("READ_HEALTH", 2, "Read the module's health log."),
    ],
  },
  {
    prefix: "SEGMENT_FLAG",
    doc: "How a segment starts; bits.",
    values: [
      constant("RETAINED", 1, "A warm start leaves it as it is."),
      constant("SHARED", 2, "A memory block: zeroed when the module starts, and never by one partition's start."),
    ],
  },
  {
    prefix: "CHANGE",
    doc: "What a partition does in its first window of another module schedule (ARINC 653 Part 2).",
    values: [
      constant("IGNORE", 0, "It goes on."),
      constant("COLD_START", 1, "To COLD_START."),
      constant("WARM_START", 2, "To WARM_START."),
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
      constant(
        "PROCESS",
        13,
        "A process of the partition goes on. a: identifier, 0 the first thread, 0xFFFFFFFF the error handler; b: current priority.",
      ),
      constant("SCHEDULE", 14, "Kernel ring. Another module schedule begins. a: index."),
    ],
  },
  {
    prefix: "TOLD",
    doc: "What became of a message that the host is told of; bits. None: its channel took it, or it has no other end than the host.",
    values: [
      constant("HELD", 1, "The host asked for that (Exchange.hold): it went no further, and its sender does not know."),
      constant("INSERTED", 2, "It came from the host's ring in, not from the channel's source."),
      constant("DISCARDED", 4, "The channel had no room, and discards."),
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
