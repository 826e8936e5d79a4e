/**
 * What the kernel itself takes of a partition's windows. Counted in instructions, since its entries are bounded in them
 * (docs/architecture.md, "Entries and their bounds"; docs/performance.md); what an instruction takes is the machine's.
 */

/** v86 takes 10 ns of its virtual time; QEMU under `-icount` 1 ns; on a PC most take less. */
export const DEFAULT_INSTRUCTION_NS = 10;

/** No entry of the kernel takes more instructions: so late a window may begin, and so long a lower process keep a release waiting. */
const LONGEST_ENTRY = 10_000;
/** From the timer's interrupt in one partition to the first instruction of the next. */
const PARTITION_SWITCH = 600;
/** A device's interrupt in a window of another partition than its owner's, which is one for each acknowledgement. */
const NEIGHBOURS_INTERRUPT = 320;
/** The timer's interrupt for a release, and the process made ready. */
const RELEASE = 1_500;
/** A switch to the process, its PERIODIC_WAIT or what it waits by instead, and a switch to who goes on. */
const JOB = 2_000;
/** An interrupt and a switch of a policy that makes processes take turns. */
const TURN = 1_000;
/** Closer to the window's end than this, the kernel waits for it (`kernel/bsp/pc/windows.ts`, SPIN_MAX_NS). */
const WINDOW_END_NS = 6_000;

export interface KernelCosts {
  /** From a window's start by the schedule to the partition's first instruction. */
  readonly windowStartNs: number;
  /** Before a window's end. */
  readonly windowEndNs: number;
  /** At a process's release, whatever its priority. */
  readonly releaseNs: number;
  /** For each release, as the process's own. */
  readonly jobNs: number;
  /** For each turn of a process, of the policies that have turns. */
  readonly turnNs: number;
  /** Of a call of a process, in which nothing else is seen to. */
  readonly entryNs: number;
}

/** `devices`: hardware interrupts that partitions were given, each of which may come in any window. */
export function kernelCosts(instructionNs: number, devices: number): KernelCosts {
  const time = (instructions: number): number => Math.ceil(instructions * instructionNs);
  return {
    windowStartNs: time(LONGEST_ENTRY + PARTITION_SWITCH + devices * NEIGHBOURS_INTERRUPT),
    windowEndNs: WINDOW_END_NS,
    releaseNs: time(RELEASE),
    jobNs: time(JOB),
    turnNs: time(TURN),
    entryNs: time(LONGEST_ENTRY),
  };
}
