/** Processes of a native partition, and their time (ARINC 653 Part 1, 3.3 and 3.4). */
import type { Argument, Call } from "../schema.js";

const process: Argument = { name: "process", type: "u32", doc: "Its identifier, from 1." };

/** A time in two halves. */
export const time = (name: string, doc: string): readonly Argument[] => [
  { name: `${name}_low`, type: "u32", doc: `Low half of ${doc}` },
  { name: `${name}_high`, type: "u32", doc: "High half." },
];

/** A name in 32 bytes, with a NUL only where it is shorter. */
export const name: Argument = {
  name: "name",
  type: "guest_in",
  struct: "Name",
  doc: "Its name, unique among its kind.",
};

/** How long a call may wait. */
export const timeout = time("timeout", "the longest wait in nanoseconds: 0 for none, -1 for ever.");

export const PROCESS_CALLS: readonly Call[] = [
  {
    nr: 0x10,
    name: "process_create",
    doc: "Makes a process, which is DORMANT. Where the system table says which processes the partition makes, another one is NOT_CONFIGURED and a configuration error. It will begin at `entry` with EBX the information page, ECX its identifier, EDX `argument`, on a stack of its own.",
    args: [{ name: "attributes", type: "guest_in", struct: "ProcessAttributes", doc: "What it is." }],
    errors: ["BAD_POINTER", "WRONG_MODE", "NO_ACTION", "BAD_ARGUMENT", "NOT_CONFIGURED"],
    value: "Its identifier, from 1.",
  },
  {
    nr: 0x11,
    name: "process_start",
    doc: "Starts a DORMANT process, after a delay. Before NORMAL it is only armed: releases and deadlines count from the entry into NORMAL.",
    args: [process, ...time("delay", "the delay in nanoseconds; of a periodic process less than its period.")],
    errors: ["BAD_ARGUMENT", "NO_ACTION", "NOT_CONFIGURED"],
  },
  {
    nr: 0x12,
    name: "process_stop",
    doc: "Makes another process DORMANT; what it owned is free again.",
    args: [process],
    errors: ["BAD_ARGUMENT", "NO_ACTION"],
  },
  {
    nr: 0x13,
    name: "process_stop_self",
    doc: "Makes the caller DORMANT; of an error handler, ends its turn. Returns only on error.",
    args: [],
    errors: ["WRONG_MODE"],
  },
  {
    nr: 0x14,
    name: "process_suspend",
    doc: "Suspends another, aperiodic process until it is resumed.",
    args: [process],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "NO_ACTION"],
  },
  {
    nr: 0x15,
    name: "process_suspend_self",
    doc: "Suspends the caller, an aperiodic process, until it is resumed.",
    args: timeout,
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "TIMED_OUT"],
  },
  {
    nr: 0x16,
    name: "process_resume",
    doc: "Ends the suspension of another process. What it waits for besides, it goes on waiting for.",
    args: [process],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "NO_ACTION"],
  },
  {
    nr: 0x17,
    name: "process_set_priority",
    doc: "Sets the current priority of a process that is not DORMANT. Among those of its new priority it comes last. Where it waits, it keeps its place.",
    args: [process, { name: "priority", type: "u32", doc: "PRIORITY_MIN to PRIORITY_MAX." }],
    errors: ["BAD_ARGUMENT", "WRONG_MODE"],
  },
  {
    nr: 0x18,
    name: "preemption_lock",
    doc: "Keeps other processes of the partition from running. Locks are counted. Windows end as ever.",
    args: [],
    errors: ["NO_ACTION", "WRONG_MODE", "NOT_CONFIGURED"],
    value: "How many locks there are now.",
  },
  {
    nr: 0x19,
    name: "preemption_unlock",
    doc: "Takes one lock back.",
    args: [],
    errors: ["NO_ACTION"],
    value: "How many locks are left.",
  },
  {
    nr: 0x1a,
    name: "process_my_id",
    doc: "Tells who calls.",
    args: [],
    errors: ["WRONG_MODE"],
    value: "The caller's identifier; 0: the first thread.",
  },
  {
    nr: 0x1b,
    name: "process_id",
    doc: "Finds a process by its name.",
    args: [name],
    errors: ["BAD_POINTER", "NOT_CONFIGURED"],
    value: "Its identifier.",
  },
  {
    nr: 0x1c,
    name: "process_status",
    doc: "Reads the state and the attributes of a process.",
    args: [process, { name: "status", type: "guest_out", struct: "ProcessStatus", doc: "Receives them." }],
    errors: ["BAD_POINTER", "BAD_ARGUMENT"],
  },
  {
    nr: 0x1d,
    name: "process_set_affinity",
    doc: "Says on which processor core a process is to run: there is one, number 0.",
    args: [process, { name: "core", type: "u32", doc: "0." }],
    errors: ["BAD_ARGUMENT", "NOT_CONFIGURED", "WRONG_MODE"],
  },
  {
    nr: 0x1e,
    name: "timed_wait",
    doc: "Blocks the caller for a time; 0 lets others of its priority go first.",
    args: time("delay", "the time in nanoseconds."),
    errors: ["BAD_ARGUMENT", "WRONG_MODE"],
  },
  {
    nr: 0x1f,
    name: "periodic_wait",
    doc: "Blocks the caller, a periodic process, until its next release; its deadline is then new.",
    args: [],
    errors: ["WRONG_MODE"],
  },
  {
    nr: 0x20,
    name: "replenish",
    doc: "Moves the caller's deadline to now and the budget.",
    args: time("budget", "the budget in nanoseconds; -1 for no deadline."),
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "NO_ACTION"],
  },
];
