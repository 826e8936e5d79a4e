/** What a trace record says, in words. Windows and processes are slices of a trace, and not here. */
import {
  ACTION_NAMES,
  CALL_NAMES,
  ERROR_NAMES,
  EVENT_CORE_CALL,
  EVENT_FAULT,
  EVENT_FRAME_START,
  EVENT_HEALTH,
  EVENT_HYPERCALL,
  EVENT_INTERRUPT,
  EVENT_PARTITION_MODE,
  EVENT_SCHEDULE,
  EVENT_UPCALL,
  EVENT_USER,
  LINE_IRQ_BASE,
  LINE_NAMES,
  MODE_NAMES,
  START_NAMES,
  VECTOR_IRQ_BASE,
} from "../generated/abi.js";
import type { TraceEvent } from "../observe/events.js";
import { exceptionName } from "../observe/exceptions.js";

const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;
const lineName = (line: number): string =>
  line >= LINE_IRQ_BASE ? `IRQ ${line - LINE_IRQ_BASE}` : (LINE_NAMES[line] ?? `line ${line}`);

export interface Description {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** `schedules` are the module's, by name. */
export function describe({ event, name, a, b, c }: TraceEvent, schedules: readonly string[]): Description {
  switch (event) {
    case EVENT_CORE_CALL:
    case EVENT_HYPERCALL:
      return { name: CALL_NAMES[a] ?? `call ${hex(a)}`, args: { number: a, from: hex(b), argument: hex(c) } };
    case EVENT_INTERRUPT:
      return { name: `interrupt: IRQ ${a - VECTOR_IRQ_BASE}`, args: { vector: a, interrupted: hex(b) } };
    case EVENT_UPCALL:
      return { name: `upcall: ${lineName(a)}`, args: { interrupted: hex(b), handler: hex(c) } };
    case EVENT_FAULT:
      return { name: `fault: ${exceptionName(a)}`, args: { vector: a, eip: hex(b), detail: hex(c) } };
    case EVENT_HEALTH:
      return { name: `health: ${ERROR_NAMES[a] ?? a}`, args: { action: ACTION_NAMES[b] ?? b, eip: hex(c) } };
    case EVENT_PARTITION_MODE:
      return { name: `mode: ${MODE_NAMES[a] ?? a}`, args: { start: START_NAMES[b] ?? b, restarts: c } };
    case EVENT_FRAME_START:
      return { name: `frame ${a}`, args: {} };
    case EVENT_SCHEDULE:
      return { name: `schedule: ${schedules[a] ?? a}`, args: {} };
    case EVENT_USER:
      return { name: "user event", args: { a: hex(a), b: hex(b), c: hex(c) } };
    default:
      return { name, args: { a, b, c } };
  }
}
