/**
 * The two tables of calls. Number in EAX, arguments in EBX, ECX, EDX, ESI, EDI; status in EAX, value in EDX;
 * all other registers are preserved, the arithmetic flags are undefined, DF is clear.
 */
import { HEALTH_CALLS } from "./calls/health.js";
import { OBJECT_CALLS } from "./calls/objects.js";
import { PORT_CALLS } from "./calls/ports.js";
import { PROCESS_CALLS } from "./calls/processes.js";
import type { Call } from "./schema.js";

/**
 * Dispatched by `kernel/core`, on every board, through GATE_CORE or the call page. The calls of processes and of what they
 * share answer NOT_CONFIGURED in a partition with vCPUs, and WRONG_MODE is of native partitions alone.
 */
export const CORE_CALLS: readonly Call[] = [
  { nr: 0x00, name: "core_null", doc: "Does nothing: the price of a call.", args: [], errors: [] },
  {
    nr: 0x01,
    name: "console_write",
    doc: "Appends text to the partition's console. Never blocks; what does not fit is not taken.",
    args: [
      { name: "text", type: "guest_in", length: "length", doc: "Bytes to write." },
      { name: "length", type: "u32", doc: "Number of bytes; more than CONSOLE_WRITE_MAX are not taken." },
    ],
    errors: ["BAD_POINTER"],
    value: "Number of bytes taken.",
  },
  {
    nr: 0x02,
    name: "time_get",
    doc: "Reads the clock. The information page lets a guest compute the same without a call.",
    args: [{ name: "time", type: "guest_out", struct: "TimeValue", doc: "Receives nanoseconds since boot." }],
    errors: ["BAD_POINTER"],
  },
  {
    nr: 0x03,
    name: "sleep_until",
    doc: "Blocks the caller until the clock reads the given time or later. Upcalls go on meanwhile. An error handler can't.",
    args: [
      { name: "deadline_low", type: "u32", doc: "Low half of the time, nanoseconds since boot." },
      { name: "deadline_high", type: "u32", doc: "High half." },
    ],
    errors: ["WRONG_MODE"],
  },
  {
    nr: 0x04,
    name: "window_yield",
    doc: "Blocks the caller until the partition's next window starts. The rest of this window stays the partition's. An error handler can't.",
    args: [],
    errors: ["WRONG_MODE"],
  },
  {
    nr: 0x05,
    name: "partition_status",
    doc: "Reads the partition's status (ARINC 653 GET_PARTITION_STATUS, and what a guest OS wants besides).",
    args: [{ name: "status", type: "guest_out", struct: "PartitionStatus", doc: "Receives the status." }],
    errors: ["BAD_POINTER"],
  },
  {
    nr: 0x06,
    name: "partition_set_mode",
    doc: "IDLE stops the partition, COLD_START and WARM_START restart it. NORMAL ends the start of a native partition: its processes run, and the caller does not. Returns only on error.",
    args: [
      { name: "mode", type: "u32", doc: "A MODE value." },
      { name: "code", type: "u32", doc: "The partition's own, for the host to show: 0 when all is well." },
    ],
    errors: ["BAD_ARGUMENT", "NO_ACTION", "WRONG_MODE"],
  },
  {
    nr: 0x07,
    name: "health_report",
    doc: "Raises APPLICATION_ERROR; the partition's health table decides what follows.",
    args: [{ name: "code", type: "u32", doc: "The partition's own error code, logged." }],
    errors: [],
  },
  {
    nr: 0x08,
    name: "trace_event",
    doc: "Writes a USER record to the partition's trace ring.",
    args: [
      { name: "a", type: "u32", doc: "First word." },
      { name: "b", type: "u32", doc: "Second word." },
      { name: "c", type: "u32", doc: "Third word." },
    ],
    errors: [],
  },
  ...PROCESS_CALLS,
  ...OBJECT_CALLS,
  ...PORT_CALLS,
  ...HEALTH_CALLS,
];

/** Dispatched by `kernel/vmm`, on the hypervisor board, through GATE_HYPERCALL or the call page. */
export const HYPERCALLS: readonly Call[] = [
  { nr: 0x100, name: "hypercall_null", doc: "Does nothing: the price of a hypercall.", args: [], errors: [] },
  {
    nr: 0x101,
    name: "irq_register",
    doc: "Sets the handler that an upcall of the line enters, or the common entry of all lines without one of their own. Does not enable the line.",
    args: [
      { name: "line", type: "u32", doc: "Line number, or ALL_LINES." },
      { name: "handler", type: "guest_code", doc: "Where the upcall enters." },
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER", "NOT_AVAILABLE"],
  },
  {
    nr: 0x102,
    name: "irq_unregister",
    doc: "Removes the handler. With no handler a line stays pending.",
    args: [{ name: "line", type: "u32", doc: "Line number, or ALL_LINES." }],
    errors: ["BAD_ARGUMENT", "NO_ACTION"],
  },
  {
    nr: 0x103,
    name: "line_enable",
    doc: "Sets the line's bit in the enabled mask; what is pending is delivered at once. A hardware line is let through at the interrupt controller.",
    args: [{ name: "line", type: "u32", doc: "Line number." }],
    errors: ["BAD_ARGUMENT", "NOT_AVAILABLE"],
  },
  {
    nr: 0x104,
    name: "line_disable",
    doc: "Clears the line's bit in the enabled mask. A hardware line is masked at the interrupt controller.",
    args: [{ name: "line", type: "u32", doc: "Line number." }],
    errors: ["BAD_ARGUMENT"],
  },
  {
    nr: 0x105,
    name: "line_acknowledge",
    doc: "Clears the line's pending bit. A hardware line, masked at the interrupt controller since it fired, is let through again: that is done whether it is pending or not.",
    args: [{ name: "line", type: "u32", doc: "Line number." }],
    errors: ["BAD_ARGUMENT", "NO_ACTION"],
  },
  {
    nr: 0x106,
    name: "iret",
    doc: "Returns from an upcall: takes EAX, EIP, CS (ignored) and EFLAGS from the stack, the virtual interrupt flag from EFLAGS.IF, and delivers first what is pending. By the software gate only. Returns only on error.",
    args: [],
    errors: ["WRONG_MODE", "BAD_POINTER"],
  },
  {
    nr: 0x107,
    name: "wait",
    doc: "Waits until an enabled line is pending; returns at once if one is. The virtual interrupt flag is as it was.",
    args: [],
    errors: [],
  },
  {
    nr: 0x108,
    name: "timer_set",
    doc: "Arms the vCPU's timer: its line is raised at the deadline, and after each period from there on. Counts in raised[LINE_TIMER] go on while the partition is outside its window.",
    args: [
      { name: "deadline_low", type: "u32", doc: "Low half of the time, nanoseconds since boot." },
      { name: "deadline_high", type: "u32", doc: "High half." },
      { name: "period_low", type: "u32", doc: "Low half of the period in nanoseconds; 0 for one shot." },
      { name: "period_high", type: "u32", doc: "High half." },
    ],
    errors: ["BAD_ARGUMENT"],
  },
  {
    nr: 0x109,
    name: "timer_cancel",
    doc: "Disarms the vCPU's timer.",
    args: [],
    errors: ["NO_ACTION"],
  },
  {
    nr: 0x10a,
    name: "exception_register",
    doc: "Has the exceptions of the mask enter the handler instead of health monitoring: on the stack, from the top, vector, fault address, error code, EIP, CS, EFLAGS; EFLAGS.IF is the virtual flag, which is cleared. The handler returns by the iret hypercall, which takes the flag from the frame. Handler 0 with mask 0 removes it.",
    args: [
      { name: "mask", type: "u32", doc: "Bit n: exception vector n, 0 to 31." },
      { name: "handler", type: "guest_code", doc: "Where the exception enters." },
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER"],
  },
  {
    nr: 0x10b,
    name: "vcpu_start",
    doc: "Starts a vCPU of the partition that does not run: with ESP as given, EBX the information page, ECX its number, EDX the argument, interrupts masked. vCPU 0 starts with the partition.",
    args: [
      { name: "vcpu", type: "u32", doc: "Its number." },
      { name: "entry", type: "guest_code", doc: "Its first instruction." },
      { name: "stack_top", type: "u32", doc: "Its ESP." },
      { name: "argument", type: "u32", doc: "The guest's own." },
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER", "NO_ACTION"],
  },
  {
    nr: 0x10c,
    name: "vcpu_stop",
    doc: "Stops the calling vCPU: another may start it anew. Its timer and its hardware lines are off. Does not return. A partition whose vCPUs have all stopped stays in NORMAL, and does nothing.",
    args: [],
    errors: [],
  },
  {
    nr: 0x10d,
    name: "vcpu_notify",
    doc: "Raises LINE_VCPU of a vCPU of the partition, the caller's own included.",
    args: [{ name: "vcpu", type: "u32", doc: "Its number." }],
    errors: ["BAD_ARGUMENT"],
  },
];
