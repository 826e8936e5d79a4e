/** A native partition on the fake PC, beside a guest operating system: its threads make calls, the timer does the rest. */
import {
  CONTEXT_EAX_OFFSET,
  DEADLINE_SOFT,
  decodeContext,
  encodeContext,
  encodeProcessAttributes,
  MODE_NORMAL,
  type ProcessAttributes,
  STATUS_NAMES,
} from "../../host/generated/abi.js";
import { type Arguments, NUMBERS, RETURN } from "./calls-world.js";
import { ATTRIBUTES, ENTRY, FOREVER, HANDLER_ENTRY, halves, NOBODY } from "./native-world.js";
import { startPc } from "./pc.js";
import { PROCESS_STACK_BYTES, type Table } from "./system.js";

export interface NativePcFunctions {
  partitionAt(index: number): number;
  threadAt(partition: number, number: number): number;
  threadState(thread: number): number;
  numberOf(thread: number): number;
  modeOf(partition: number): number;
  currentPartition(): number;
  currentThread(): number;
  inIdleTime(): number;
  windowStartNs(): bigint;
  windowEndNs(): bigint;
  windowIndex(): number;
  moduleIsDown(): number;
}

/** More interrupts of the timer than any test waits for. */
const INTERRUPTS_MAX = 10_000;

export type NativePc = ReturnType<typeof startNativePc>;

/** Boots the table, whose partition 0 is native, and waits for its first thread. */
export function startNativePc(table: Table, overrunToleranceNs = 50_000) {
  const pc = startPc<NativePcFunctions>(table, overrunToleranceNs);
  const { call, view } = pc;
  pc.start();
  const partition = call.partitionAt(0);
  const isCurrent = () => call.inIdleTime() === 0 && call.currentPartition() === partition;
  /** Who of the native partition runs. */
  const running = () => (isCurrent() && pc.guestRuns() ? call.numberOf(call.currentThread()) : NOBODY);
  /** Lets the timer interrupt until that holds. */
  const until = (holds: () => boolean) => {
    for (let interrupts = 0; !holds(); interrupts += 1) {
      if (interrupts === INTERRUPTS_MAX) throw new Error("what is waited for does not come");
      pc.timer(0n);
    }
  };
  /** Waits for the next time that window begins. */
  const untilWindow = (index: number) => {
    until(() => call.windowIndex() !== index);
    until(() => call.windowIndex() === index);
  };
  const untilRunning = (who: number) => until(() => running() === who);

  /** The running thread makes the call; tells its status so far. */
  const make = (name: string, args: Arguments = {}): string => {
    if (running() === NOBODY) throw new Error(`${name}: nobody runs`);
    const context = pc.context();
    encodeContext(view, context, { ...decodeContext(view, context), eip: RETURN, ...args, eax: NUMBERS.get(name)! });
    pc.call80();
    return STATUS_NAMES[view.getUint32(context + CONTEXT_EAX_OFFSET, true)] ?? "-";
  };
  const withTime = (name: string, ns: bigint) => {
    const [ebx, ecx] = halves(ns);
    return make(name, { ebx, ecx });
  };
  /** An aperiodic process without a deadline, but for what is given; started at once. */
  const createAndStart = (number: number, attributes: Partial<ProcessAttributes> = {}) => {
    const times = { periodNs: FOREVER, capacityNs: FOREVER };
    const rest = { stackSizeBytes: PROCESS_STACK_BYTES, basePriority: 10, deadline: DEADLINE_SOFT, reserved: 0 };
    const whole = { name: `process ${number}`, ...times, entry: ENTRY, argument: 0, ...rest, ...attributes };
    encodeProcessAttributes(view, ATTRIBUTES, whole);
    make("process_create", { ebx: ATTRIBUTES });
    return make("process_start", { ebx: number, ecx: 0, edx: 0 });
  };
  const createHandler = () => make("error_handler_create", { ebx: HANDLER_ENTRY, ecx: 0, edx: PROCESS_STACK_BYTES });
  const normal = () => make("partition_set_mode", { ebx: MODE_NORMAL });
  const thread = (number: number) => call.threadAt(partition, number);
  untilRunning(0);
  return {
    ...pc,
    ...{
      partition,
      running,
      until,
      untilWindow,
      untilRunning,
      make,
      withTime,
      createAndStart,
      createHandler,
      normal,
      thread,
    },
    context: (number: number) => decodeContext(view, thread(number)),
  };
}
