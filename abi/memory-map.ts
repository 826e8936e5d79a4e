/**
 * Where everything lies, in virtual and in physical memory. One map for all partitions.
 *
 *   0x00000000  page 0, never mapped
 *   0x00001000  partition: whatever its ELF file asks for
 *   0xBFC00000  USER_TOP; call page, information page, vCPU pages (one page-directory entry)
 *   0xC0000000  KERNEL_BASE; physical memory, direct-mapped, supervisor-only, global
 */
import { constant } from "./schema.js";

export const MEMORY_MAP = [
  constant("PAGE_SIZE", 0x1000, "Bytes in a page."),
  constant("USER_BOTTOM", 0x1000, "First address that a partition may use."),
  constant("USER_TOP", 0xbfc00000, "First address that a partition may not use."),
  constant("CALL_PAGE", 0xbfc00000, "The call page: read, execute. A call enters at its first byte."),
  constant(
    "CALL_LANDING",
    6,
    "Offset in the call page at which a call by SYSENTER lands: ESP at ECX, EBP, return address; EBP the value.",
  ),
  constant(
    "UPCALL_RETURN",
    0xbfc00040,
    "Where vCPU 0 jumps to return from an upcall: ESP at EIP, CS, EFLAGS. vCPU n: n times UPCALL_RETURN_STRIDE above.",
  ),
  constant("UPCALL_RETURN_STRIDE", 0x40, "From the return sequence of a vCPU to that of the next."),
  constant("UPCALL_RETURN_FLAG_SET", 0xbfc0004a, "In that sequence: the virtual interrupt flag has just been set."),
  constant(
    "UPCALL_RETURN_EAX_PUSHED",
    0xbfc0004b,
    "In that sequence: the interrupted EAX is on top of the stack from here on.",
  ),
  constant("UPCALL_RETURN_EAX_POPPED", 0xbfc00057, "In that sequence: it is in EAX again."),
  constant("UPCALL_RETURN_END", 0xbfc00064, "In that sequence: the flag is clear again, or the return is over."),
  constant("INFO_PAGE", 0xbfc10000, "The information page: read."),
  constant("VCPU_PAGE", 0xbfc20000, "The page of vCPU 0: read, write. vCPU n has its page n pages above."),
  constant("KERNEL_BASE", 0xc0000000, "Physical address p is at KERNEL_BASE + p for the kernel."),
  constant("KERNEL_PHYS", 0x100000, "Physical address at which the kernel's image is loaded."),
  constant("KERNEL_PHYS_END", 0x400000, "First physical address past the kernel's image and static memory."),
  constant("BOOT_OPTIONS_PHYS", 0x400000, "Physical address of the boot options, one page."),
  constant("SYSTEM_TABLE_PHYS", 0x401000, "Physical address of the system table."),
  constant("PHYS_LIMIT", 0x38000000, "First physical address that the direct map does not reach (896 MiB)."),
] as const;

export const SELECTORS = [
  constant("SELECTOR_GUEST_DATA", 0x18, "Flat ring-3 data; the selector that RTEMS loads into GS."),
  constant("SELECTOR_KERNEL_CODE", 0x20, "Flat ring-0 code. The order of these four is SYSEXIT's."),
  constant("SELECTOR_KERNEL_DATA", 0x28, "Flat ring-0 data."),
  constant("SELECTOR_USER_CODE", 0x33, "Flat ring-3 code."),
  constant("SELECTOR_USER_DATA", 0x3b, "Flat ring-3 data."),
  constant("SELECTOR_THREAD", 0x43, "Ring-3 data whose base is the thread-pointer word of the vCPU page."),
  constant("SELECTOR_TSS", 0x48, "The task state segment."),
  constant("SELECTOR_DOUBLE_FAULT_TSS", 0x50, "The double fault's own task."),
  constant("SELECTOR_NMI_TSS", 0x58, "The non-maskable interrupt's own task."),
] as const;

export const GATES = [
  constant("GATE_CORE", 0x80, "`int` vector of the core calls."),
  constant("GATE_HYPERCALL", 0x82, "`int` vector of the hypercalls."),
  constant("VECTOR_IRQ_BASE", 0x20, "Vector of hardware interrupt 0; IRQ n has vector 0x20 + n."),
  constant("VECTOR_SYSENTER", 0x100, "Context.vector of a thread that entered by SYSENTER."),
  constant("VECTOR_COMPOSED", 0x101, "Context.vector of a context that the kernel composed."),
] as const;

export const LIMITS = [
  constant("ABI_VERSION", 3, "Changes whenever a guest or a host built for another number could misread something."),
  constant("MAX_PARTITIONS", 32, "Partitions in a module (ARINC 653's default limit)."),
  constant("MAX_SEGMENTS", 16, "Memory segments of a partition."),
  constant("MAX_VCPUS", 4, "vCPUs of a partition."),
  constant("MAX_PORT_RANGES", 8, "Ranges of I/O ports that a partition may be given."),
  constant("MAX_PORTS", 256, "I/O ports that a partition may be given, all ranges together."),
  constant("GRANTABLE_PORT_FIRST", 0x100, "First I/O port that a partition may be given: below are the board's own."),
  constant("GRANTABLE_PORT_LAST", 0x3ff, "Last one: above are chipset and PCI, whose devices master the bus."),
  constant("VCPU_SLICE_NS", 1_000_000, "How long a vCPU runs while another of its partition could, in nanoseconds."),
  constant("MAX_INFO_WINDOWS", 64, "Windows that the information page lists."),
  constant("LINE_COUNT", 32, "Virtual interrupt lines of a vCPU."),
  constant("CONSOLE_WRITE_MAX", 256, "Bytes that one console call takes at most."),
  constant("TIMER_PERIOD_MIN_NS", 50_000, "Least period of a virtual timer, in nanoseconds."),
  constant("MAX_PROCESSES", 128, "Processes of a native partition, besides its first thread and its error handler."),
  constant("MAX_OBJECTS", 256, "Buffers of a partition, and blackboards, semaphores, events, mutexes: of each."),
  constant("MAX_SAMPLING_PORTS", 512, "Sampling ports of a partition."),
  constant("MAX_QUEUING_PORTS", 512, "Queuing ports of a partition."),
  constant("MAX_SCHEDULES", 32, "Module schedules."),
  constant("MAX_MESSAGE_SIZE", 8192, "Bytes of a message."),
  constant("MAX_MESSAGES", 512, "Messages in a queuing channel or a buffer."),
  constant("MAX_SEMAPHORE_VALUE", 32767, "Of a semaphore."),
  constant("MAX_LOCK_LEVEL", 16, "Preemption locks that are held at once, and acquisitions of a mutex."),
  constant("MAX_ERROR_MESSAGE_SIZE", 128, "Bytes of the message of an application error."),
  constant("MAX_PENDING_ERRORS", 16, "Errors that wait for a partition's error handler."),
  constant("PRIORITY_MIN", 1, "Least priority of a process."),
  constant("PRIORITY_MAX", 239, "Greatest."),
  constant("THREAD_MEMORY_BYTES", 896, "Kernel memory of a thread."),
  constant("NATIVE_MEMORY_BYTES", 10240, "Kernel memory of a native partition besides its threads and objects."),
  constant("PORT_STATE_BYTES", 64, "Kernel memory of a port."),
  constant("CHANNEL_STATE_BYTES", 64, "Kernel memory of a channel, before its messages."),
  constant("MESSAGE_HEADER_BYTES", 16, "Kernel memory of a message in a channel or buffer, before its bytes."),
  constant("MAX_EXCHANGE_SLOTS", 65536, "Messages in a ring between a channel and the host."),
  constant("RECEIVED_LENGTH_MASK", 0xffff, "In the value of a call that reads a port: the message's bytes."),
  constant("RECEIVED_VALID", 0x80000000, "There, of a sampling port: it is no older than the refresh period."),
  constant("RECEIVED_UPDATED", 0x40000000, "There, of a sampling port: it came since the last read."),
  constant("RECEIVED_AFTER_LOSS", 0x80000000, "There, of a queuing port: messages were lost before it."),
  constant("NO_PORT", 0xffffffff, "Instead of a port's index."),
  constant("NO_PROCESSES", 0xffffffff, "Instead of the index of a partition's first process in the system table."),
  constant("PREEMPTION_LOCK", 0xffffffff, "Instead of a mutex: the preemption lock."),
  constant("ERROR_HANDLER", 0xffffffff, "Instead of a process: the partition's error handler."),
  constant("NO_PARTITION", 0xffffffff, "A window's partition when the window is idle time."),
  constant("ALL_LINES", 0xffffffff, "Instead of a line number: the common entry of all lines."),
] as const;
