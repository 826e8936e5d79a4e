/**
 * A PC for the hypervisor board as a whole, in as much detail as the kernel can see: an 8254 that counts with the
 * time-stamp counter, interrupt controllers that only listen, a UART that is always ready. The test decides how late an
 * interrupt comes and what a guest does meanwhile.
 */
import { CONTEXT_VECTOR_OFFSET, GATE_CORE, GATE_HYPERCALL, VECTOR_IRQ_BASE } from "../../host/generated/abi.js";
import { type Kernel, startKernel } from "./kernel.js";
import { layImage } from "./places.js";
import { fakeProcessor } from "./processor.js";
import { layTable, type Table } from "./system.js";

export interface BoardFunctions {
  boot(memoryKiB: number, entryTscLow: number, entryTscHigh: number): number;
  trap(): number;
  coreCall(): number;
  hypercall(): number;
  interruptIdle(vector: number): number;
  continueWork(): number;
  nanosecondsAt(timestamp: bigint): bigint;
}

/** The counter's frequency: a time stamp is a nanosecond, but for what calibration makes of it. */
const TIMESTAMPS_PER_SECOND = 1_000_000_000n;
const PIT_HZ = 1_193_182n;
const PIT = 0x40;
const COM1 = 0x3f8;
const LINE_STATUS_EMPTY = 0x60;
const PORT_ACCESS_TIMESTAMPS = 1_000n;
const READ_TIMESTAMP_TIMESTAMPS = 25n;
/** EDX of CPUID leaf 1: a processor that has everything. */
const FEATURES = 0xffffffff;
/** What the kernel answers instead of a context. */
const IDLE = 0;
const WORK = 1;

/** The kernel's end, where the real one halts for ever. */
export class Halted extends Error {}

export interface Pc<Functions> extends Kernel<Functions & BoardFunctions> {
  /** The first answer of the kernel. */
  start(): void;
  /** Whether a guest runs; otherwise the processor halts. */
  guestRuns(): boolean;
  /** The address of its context. */
  context(): number;
  /** When the armed timer interrupts, by the time-stamp counter. */
  timerAt(): bigint;
  /** The timer's interrupt, `late` time stamps after it is due. */
  timer(late: bigint): void;
  /** An exception or an interrupt while a guest runs. */
  trap(vector: number): void;
  /** An interrupt while none does. */
  idleInterrupt(vector: number): void;
  /** The guest makes a call: its registers are in its context. */
  call80(): void;
  call82(): void;
  /** The kernel's clock. */
  now(): bigint;
  serial(): string;
}

export function startPc<Functions>(table: Table, overrunToleranceNs: number): Pc<Functions> {
  const processor = fakeProcessor();
  processor.timestampStep = READ_TIMESTAMP_TIMESTAMPS;
  processor.execute.cpuFeatures = () => FEATURES;
  processor.execute.haltForever = () => {
    throw new Halted();
  };
  const kernel = startKernel<Functions & BoardFunctions>(processor);
  layImage(kernel);
  layTable(kernel, table, overrunToleranceNs);

  let serial = "";
  const counter = { loaded: 0, since: 0n, written: [] as number[], latched: [] as number[] };
  const periods = () => ((processor.timestamp - counter.since) * PIT_HZ) / TIMESTAMPS_PER_SECOND;
  processor.writePort = (port, value) => {
    processor.timestamp += PORT_ACCESS_TIMESTAMPS;
    processor.portWrites.length = 0;
    if (port === PIT + 3 && value === 0) {
      const count = BigInt.asUintN(16, BigInt(counter.loaded) - periods());
      counter.latched = [Number(count & 0xffn), Number(count >> 8n)];
    }
    if (port === COM1) serial += String.fromCharCode(value);
    if (port !== PIT) return;
    counter.written.push(value);
    if (counter.written.length < 2) return;
    counter.loaded = counter.written[0]! | (counter.written[1]! << 8);
    counter.written = [];
    counter.since = processor.timestamp;
  };
  processor.readPort = (port) => {
    processor.timestamp += PORT_ACCESS_TIMESTAMPS;
    if (port === PIT) return counter.latched.shift()!;
    return port === COM1 + 5 ? LINE_STATUS_EMPTY : 0;
  };

  let answer = IDLE;
  const { call } = kernel;
  const take = (next: number) => {
    answer = next;
    while (answer === WORK) answer = call.continueWork();
  };
  const guestRuns = () => answer > WORK;
  const timerAt = () => counter.since + ((BigInt(counter.loaded) + 1n) * TIMESTAMPS_PER_SECOND) / PIT_HZ;
  const enter = (vector: number, gate: () => number) => {
    kernel.view.setUint32(answer + CONTEXT_VECTOR_OFFSET, vector, true);
    take(gate());
  };
  return {
    ...kernel,
    start: () => take(call.boot(0, 0, 0)),
    guestRuns,
    context: () => answer,
    timerAt,
    timer: (late) => {
      const due = timerAt() + late;
      if (processor.timestamp < due) processor.timestamp = due;
      if (guestRuns()) enter(VECTOR_IRQ_BASE, call.trap);
      else take(call.interruptIdle(VECTOR_IRQ_BASE));
    },
    trap: (vector) => enter(vector, call.trap),
    idleInterrupt: (vector) => take(call.interruptIdle(vector)),
    call80: () => enter(GATE_CORE, call.coreCall),
    call82: () => enter(GATE_HYPERCALL, call.hypercall),
    now: () => call.nanosecondsAt(processor.timestamp),
    serial: () => serial,
  };
}
