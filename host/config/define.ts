/**
 * The vocabulary of a system file: what `defineSystem` takes, with `define-*.ts`. Types alone, with the comments that an
 * editor shows; no import but of types, so that an editor which opens a system file reads little more than this.
 * `shape.ts` and `check-*.ts` check the values.
 */
import type { ChannelDefinition, MemoryBlockDefinition } from "./define-channels.js";
import type { HealthActions, ModuleHealth } from "./define-health.js";
import type { ProcessDefinition } from "./define-processes.js";
import type { Size, Time } from "./define-units.js";

/** The kernel that runs the system. */
export type Board =
  /** The plain partitioning kernel: native partitions only, no vCPU and no virtual interrupt. */
  | "pc"
  /** The hypervisor: guest operating systems too. */
  | "pc-vmm";

/** The hardware interrupts (ISA IRQs) that a partition may be given: those of devices that it may drive. */
export type Irq = 3 | 5 | 6 | 7 | 9 | 10 | 11 | 12 | 14 | 15;

/** I/O ports, all of them inside 0x100 to 0x3ff: one, `0x2f8` or `"0x2f8"`, or a range with its last, `"0x2f8-0x2ff"`. */
export type Ports = number | `0x${string}` | `0x${string}-0x${string}`;

/** Which process of a native partition runs. The preemption lock and the error handler come before each of them. */
export type Policy =
  /** The highest current priority, among equals who has been ready longest (ARINC 653). */
  | "priority"
  /** In turn, each for the partition's `quantum`, whatever the priorities. */
  | "round-robin"
  /** The shortest period; aperiodic processes last. */
  | "rate-monotonic"
  /** The earliest deadline; who has none last. */
  | "earliest-deadline"
  /** The least time left between the deadline and the end of what is yet to compute, by the time capacity. */
  | "least-laxity";

/** What a partition may do to the module. */
export type Permission =
  /** Ask for another module schedule. */
  | "set-schedule"
  /** Read the module's health log. */
  | "read-health";

/** The interfaces that a program in C can be written to. */
export type Api = "bulkhead" | "pok";

/** A program in C: its C and assembly files (`.c`, `.S`). Paths are relative to the system file. */
export interface CProgram {
  /** C and assembly files, relative to the system file: `["guest.c", "entry.S"]`. */
  sources: readonly [string, ...string[]];
  /** The interface that they are written to. `"pok"`: POK's headers and functions. Default: `"bulkhead"`, APEX included. */
  api?: Api;
  /** Folders where `#include` looks before the library's own, relative to the system file. */
  include?: readonly string[];
  entry?: never;
  elf?: never;
}

/** A program in TypeScript, compiled by AssemblyScript. */
export interface TypeScriptProgram {
  /** The TypeScript file that imports the others, relative to the system file: `"control.ts"`. */
  entry: `${string}.ts`;
  sources?: never;
  api?: never;
  include?: never;
  elf?: never;
}

/** A program that is linked already: an ELF file for 32-bit x86. */
export interface ElfProgram {
  /** The ELF file, relative to the system file: `"rtems.elf"`. */
  elf: string;
  sources?: never;
  api?: never;
  include?: never;
  entry?: never;
}

/** What every partition has, whatever its program. */
export interface PartitionOptions {
  /** All writable memory: data, heap and stack. A multiple of 4 KiB. */
  memory: Size;
  /** The part of `memory` that is the first stack. A multiple of 4 KiB. Default: `"16KiB"`. */
  stack?: Size;
  /** Ring in which console output waits for the host. A power of two, `"4KiB"` or more. Default: `"16KiB"`. */
  console?: Size;
  /** Ring of the trace, 32 bytes an event. A power of two, `"4KiB"` or more. Default: `"128KiB"`. */
  trace?: Size;
  /**
   * Virtual processors of a guest operating system, 0 to 4. 0: a native partition, with processes instead. Default: 1;
   * on the plain board, where `processes` are named, and of a program for POK, 0.
   */
  vcpus?: 0 | 1 | 2 | 3 | 4;
  /**
   * Processes that a native partition may create: how many, 0 to 128, or a table of them by name. With a table the partition
   * creates these and no others, each as it says, and `check` proves that their deadlines are met. Default: 32.
   *
   * @example { control: { period: "20ms", deadline: "15ms", worstCase: "3ms", priority: 20 } }
   */
  processes?: number | { readonly [name: string]: ProcessDefinition };
  /** Stack of each process, and of the error handler, besides `memory`. A multiple of 4 KiB. Default: `"16KiB"`. */
  processStack?: Size;
  /**
   * The kernel's memory for the buffers, blackboards, semaphores, events and mutexes of a native partition, besides
   * `memory`. Default: `"64KiB"`.
   */
  objects?: Size;
  /** Which process of a native partition runs. Default: `"priority"`. */
  policy?: Policy;
  /**
   * How long a process of a `"round-robin"` partition runs while another could, at least `"50us"`; `"0ms"`: until it
   * waits. Default: `"1ms"`.
   */
  quantum?: Time;
  /** What the partition may do to the module. Default: nothing. */
  permissions?: readonly Permission[];
  /**
   * Hardware interrupts that are this partition's alone: IRQ n raises line 16 + n of the vCPU, by default the first.
   *
   * @example [3, { irq: 5, vcpu: 1 }]
   */
  interrupts?: readonly (Irq | { irq: Irq; vcpu?: 0 | 1 | 2 | 3 })[];
  /**
   * I/O ports that are this partition's alone, to be used by IN and OUT. At most 8 ranges, 256 ports in all.
   *
   * @example ["0x2f8-0x2ff"]
   */
  ports?: readonly Ports[];
  /** What becomes of the partition after a fault of which `health` says nothing else. Default: `"stop"`. */
  onFault?: "stop" | "restart";
  /**
   * What follows each kind of error: what becomes of the partition, or a rule.
   *
   * @example { memoryViolation: "restart", deadlineMissed: { process: "restart" }, applicationError: { action: "stop", after: 3 } }
   */
  health?: HealthActions;
  /** How often the partition needs its `duration`. Divides the major frame, by 4096 at most. Default: the major frame. */
  period?: Time;
  /** Processor time that every schedule gives the partition in each period. Default: what its windows add up to. */
  duration?: Time;
}

/** A partition: a program with memory and time of its own. */
export type PartitionDefinition = (CProgram | TypeScriptProgram | ElfProgram) & PartitionOptions;

/** A stretch of the major frame that belongs to a partition, even when that has nothing to do. */
export interface WindowDefinition<Name extends string = string> {
  /** The partition that runs. */
  partition: Name;
  /** Start, from the start of the major frame. Default: the end of the window before. */
  offset?: Time;
  /** Length, at least `"100us"`. */
  duration: Time;
  /** Whether periodic processing starts here. Default: in the partition's first window of each of its periods. */
  periodicStart?: boolean;
}

/** A major frame of windows, repeated for ever. Time that no window covers is idle. */
export interface ScheduleDefinition<Name extends string = string> {
  /** Length of the major frame. */
  frame: Time;
  /** The windows, in the order of time. */
  windows: readonly WindowDefinition<Name>[];
  /** What partitions do in their first window after the module changed to this schedule. Default of each: `"ignore"`. */
  onChange?: { readonly [Partition in Name]?: ChangeAction };
}

/** What a partition does when the module's schedule has changed (ARINC 653 Part 2). */
export type ChangeAction =
  /** It goes on. */
  | "ignore"
  /** It restarts from its pristine image. */
  | "restart"
  /** It restarts, but for the memory that it retains. */
  | "warm-restart";

/** A system: its partitions, and when each of them runs. */
export type SystemDefinition<Name extends string = string> = {
  /** The system's name: letters, digits, `-`, `_` and `.`, at most 31. */
  name: string;
  /** The kernel that runs it. Default: `"pc-vmm"`. */
  board?: Board;
  /** The partitions by name: letters, digits, `-`, `_` and `.`, at most 31. */
  partitions: Record<Name, PartitionDefinition>;
  /** The channels for messages between partitions, by name. */
  channels?: Record<string, ChannelDefinition<NoInfer<Name>>>;
  /** The memory that partitions share, by the name by which their programs find it: up to 32 printable characters. */
  memoryBlocks?: Record<string, MemoryBlockDefinition<NoInfer<Name>>>;
  /** What becomes of the module after errors whose level a partition's `health` says to be `"module"`. */
  health?: ModuleHealth;
  /**
   * What an instruction of the kernel takes at most on the machine for which the processes' worst cases hold: `check` counts
   * what the kernel takes of the windows by it. Default: `"10ns"`, as v86 has it; QEMU has `"1ns"`.
   */
  kernelInstruction?: Time;
} & (SingleSchedule<NoInfer<Name>> | NamedSchedules<NoInfer<Name>>);

/** A system with one schedule; it is called `main`. */
export interface SingleSchedule<Name extends string = string> {
  /** When each partition runs. */
  schedule: ScheduleDefinition<Name>;
  schedules?: never;
}

/** A system with module schedules by name. */
export interface NamedSchedules<Name extends string = string> {
  /** The module schedules by name, 32 at most; the first is the one that starts. */
  schedules: Record<string, ScheduleDefinition<Name>>;
  schedule?: never;
}

/**
 * Describes a system; the default export of a system file.
 *
 * @example
 * ```ts
 * import { defineSystem } from "bulkhead";
 *
 * export default defineSystem({
 *   name: "two-guests",
 *   partitions: {
 *     control: { entry: "control.ts", memory: "1MiB" },
 *     logger: { sources: ["logger.c"], memory: "256KiB", onFault: "restart" },
 *   },
 *   schedule: {
 *     frame: "10ms",
 *     windows: [
 *       { partition: "control", duration: "6ms" },
 *       { partition: "logger", offset: "8ms", duration: "2ms" },
 *     ],
 *   },
 * });
 * ```
 */
export const defineSystem = <const Name extends string>(system: SystemDefinition<Name>): SystemDefinition<Name> =>
  system;
