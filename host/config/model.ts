/**
 * A checked system, as the rest of the host sees it: names resolved to indices, units to nanoseconds and bytes,
 * paths absolute, defaults filled in. `load.ts` makes it from a system file; nothing else does.
 */

/** The kernels that there are: the plain partitioning kernel and the hypervisor. */
export const BOARDS = ["pc", "pc-vmm"] as const;
export type Board = (typeof BOARDS)[number];

export interface System {
  /** Absolute path of the system file. */
  readonly file: string;
  readonly name: string;
  readonly board: Board;
  readonly partitions: readonly Partition[];
  /** The first schedule is the one that starts. */
  readonly schedules: readonly Schedule[];
}

export type Program =
  | { readonly kind: "c"; readonly sources: readonly string[] }
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
  readonly vcpus: number;
  /** Hardware interrupts, each with the vCPU whose line it raises. */
  readonly irqs: readonly Interrupt[];
  /** I/O ports. */
  readonly ports: readonly PortRange[];
  readonly periodNs: number;
  readonly durationNs: number;
  /** ACTION value by ERROR value (abi/enumerations.ts). */
  readonly actions: readonly number[];
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
}

export interface Window {
  readonly partition: number;
  readonly offsetNs: number;
  readonly durationNs: number;
  readonly periodicStart: boolean;
}
