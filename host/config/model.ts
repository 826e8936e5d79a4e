/**
 * A checked system, as the rest of the host sees it: names resolved to indices, units to nanoseconds and bytes,
 * paths absolute, defaults filled in. `load.ts` makes it from a system file; nothing else does.
 */

export interface System {
  /** Absolute path of the system file. */
  readonly file: string;
  readonly name: string;
  readonly board: "pc-vmm";
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
  readonly periodNs: number;
  readonly durationNs: number;
  /** ACTION value by ERROR value (abi/enumerations.ts). */
  readonly actions: readonly number[];
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
