/**
 * A checked system, as the rest of the host sees it: names resolved to indices, units to nanoseconds and bytes,
 * paths absolute, defaults filled in. `load.ts` makes it from a system file; nothing else does.
 */

/** The kernels that there are: the plain partitioning kernel and the hypervisor. */
export const BOARDS = ["pc", "pc-vmm"] as const;
export type Board = (typeof BOARDS)[number];

/** Which process of a native partition runs. */
export const POLICIES = ["priority", "round-robin", "rate-monotonic", "earliest-deadline", "least-laxity"] as const;
export type Policy = (typeof POLICIES)[number];

/** What a miss of a deadline means. */
export const DEADLINE_TYPES = ["hard", "soft"] as const;
export type DeadlineType = (typeof DEADLINE_TYPES)[number];

/** What a partition may do to the module. */
export const PERMISSIONS = ["set-schedule", "read-health"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface System {
  /** Absolute path of the system file. */
  readonly file: string;
  readonly name: string;
  readonly board: Board;
  readonly partitions: readonly Partition[];
  /** The first schedule is the one that starts. */
  readonly schedules: readonly Schedule[];
  readonly channels: readonly Channel[];
  readonly memoryBlocks: readonly MemoryBlock[];
  /** ACTION value by ERROR value, for errors of module level. */
  readonly moduleActions: readonly number[];
  /** What an instruction of the kernel takes on the machine for which the processes' worst cases hold; undefined: as on v86. */
  readonly kernelInstructionNs?: number;
}

/** The interfaces that a program in C can be written to. */
export const APIS = ["bulkhead", "pok"] as const;
export type Api = (typeof APIS)[number];

export interface CProgram {
  readonly kind: "c";
  readonly sources: readonly string[];
  /** Default: `"bulkhead"`. */
  readonly api?: Api;
  /** Folders where `#include` looks before the library's own. Default: none. */
  readonly include?: readonly string[];
}

export type Program =
  | CProgram
  | { readonly kind: "typescript"; readonly entry: string }
  | { readonly kind: "elf"; readonly file: string };

export interface Partition {
  readonly name: string;
  /** Position in `System.partitions`. */
  readonly index: number;
  readonly program: Program;
  /** All writable memory of the partition: data, heap and stack. */
  readonly memoryBytes: number;
  readonly stackBytes: number;
  readonly consoleBytes: number;
  readonly traceRecords: number;
  /** 0: a native partition. */
  readonly vcpus: number;
  /** Processes that it may create; none where there are vCPUs. */
  readonly processes: number;
  /** Those that it creates, and no others; undefined: whichever it likes. */
  readonly processTable?: readonly TableProcess[];
  /** Of each process. */
  readonly processStackBytes: number;
  /** Kernel memory for the buffers, blackboards, semaphores, events and mutexes of a native partition. */
  readonly objectBytes: number;
  readonly policy: Policy;
  /** 0: a process runs until it waits. */
  readonly quantumNs: number;
  readonly permissions: readonly Permission[];
  /** Hardware interrupts, each with the vCPU whose line it raises. */
  readonly irqs: readonly Interrupt[];
  /** I/O ports. */
  readonly ports: readonly PortRange[];
  readonly periodNs: number;
  readonly durationNs: number;
  readonly health: HealthTables;
}

/** A process that its partition is to create. */
export interface TableProcess {
  /** At most 32 bytes, unique in the partition. */
  readonly name: string;
  /** BASE_PRIORITY. */
  readonly priority: number;
  /** PERIOD; undefined: it is aperiodic. */
  readonly periodNs?: number;
  /** Of its DELAYED_START. */
  readonly delayNs: number;
  /** The least time between two releases of an aperiodic process; undefined: it is released once. */
  readonly interarrivalNs?: number;
  /** TIME_CAPACITY; undefined: it has no deadline. */
  readonly deadlineNs?: number;
  readonly deadlineType: DeadlineType;
  /** The longest that it computes for a release; undefined: nobody knows. */
  readonly worstCaseNs?: number;
  /** The longest that it keeps more urgent processes from running. */
  readonly longestLockNs: number;
}

/** What health monitoring does about an error of the partition, in the numbers of abi/enumerations.ts. */
export interface HealthTables {
  /** LEVEL by ERROR * 4 + SYSTEM_STATE. */
  readonly levels: readonly number[];
  /** ACTION by ERROR, for errors of partition level. */
  readonly actions: readonly number[];
  /** ACTION by ERROR, for errors of process level. */
  readonly processActions: readonly number[];
  /** By ERROR: the action is taken at every so manieth. */
  readonly confirmations: readonly number[];
}

export interface Interrupt {
  /** ISA IRQ. */
  readonly irq: number;
  readonly vcpu: number;
}

/** I/O ports from `first` to `last`, both included: ports are numbered in 16 bits. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export interface Schedule {
  readonly name: string;
  readonly majorFrameNs: number;
  /** Sorted by offset, as the user wrote them: no windows of idle time. */
  readonly windows: readonly Window[];
  /** CHANGE value by partition: what it does in its first window of this schedule. */
  readonly changeActions: readonly number[];
}

export interface Window {
  readonly partition: number;
  readonly offsetNs: number;
  readonly durationNs: number;
  readonly periodicStart: boolean;
}

/** Messages from one partition to others; the host may stand at either end (`host-ends.ts`). */
export type Channel = SamplingChannel | QueuingChannel;

interface ChannelBase {
  readonly name: string;
  readonly messageBytesMax: number;
  /** Absent: messages come from the host. */
  readonly source?: MessagePort;
}

/** It holds the last message, for any number of destinations. */
export interface SamplingChannel extends ChannelBase {
  readonly kind: "sampling";
  readonly destinations: readonly SamplingDestination[];
  /** The host is a destination, too. */
  readonly toHost?: boolean;
}

/** It holds every message, in order. */
export interface QueuingChannel extends ChannelBase {
  readonly kind: "queuing";
  /** Absent: messages go to the host. */
  readonly destination?: MessagePort;
  /** Messages that fit. */
  readonly depth: number;
  /** A message for which there is no room is lost, rather than that its sender waits. */
  readonly discards: boolean;
}

export interface MessagePort {
  readonly partition: number;
  /** At most 32 bytes, unique in the partition. */
  readonly name: string;
}

export interface SamplingDestination extends MessagePort {
  /** How old a valid message may be. */
  readonly refreshNs: number;
}

/** Memory that several partitions see, each at an address of its own. */
export interface MemoryBlock {
  readonly name: string;
  readonly sizeBytes: number;
  readonly users: readonly BlockUser[];
}

export interface BlockUser {
  readonly partition: number;
  readonly writable: boolean;
}
