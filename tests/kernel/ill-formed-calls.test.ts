/**
 * Calls that fail, of both tables: an error of the documented ones, counted where it is the caller's fault, and nothing
 * changed in all of memory. And each documented error can be had.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALL_LINES,
  CONTEXT_SIZE,
  LINE_COUNT,
  LINE_IRQ_BASE,
  LINE_TIMER,
  MAX_VCPUS,
  MODE_NORMAL,
  PARTITION_STATISTICS_BAD_CALLS_OFFSET,
  TIMER_PERIOD_MIN_NS,
  USER_TOP,
  VCPU_PAGE,
} from "../../host/generated/abi.js";
import { type Arguments, bootForCalls, CALLS, type Entry, RETURN } from "./calls-world.js";
import { areaOf } from "./system.js";
import { isNormal, THREAD_READY } from "./world.js";

const { code, data, dataBytes, stack, stackTop } = areaOf(0);
const neighbour = areaOf(1);
/** The others are answers to a sound question. */
const CALLERS_FAULTS = ["UNKNOWN_CALL", "BAD_POINTER", "BAD_ARGUMENT"];

/** Makes the call in `world`, and looks at all of memory before and after. */
function attempt(world: ReturnType<typeof bootForCalls>, nr: number, args: Arguments, entry: Entry) {
  const { self, bytes, view, call } = world;
  self.setContext(args);
  call.clearPointerCache(self.address);
  const before = bytes.slice();
  const { status, value } = world.makeByNumber(nr, args, entry);
  const returned =
    self.context().eip === RETURN && call.threadState(self.thread) === THREAD_READY && isNormal(world, self);
  call.clearPointerCache(self.address);

  // What a call that only answers leaves: the registers that make the call, its answer, and its count.
  const expected = before.slice();
  const expectedView = new DataView(expected.buffer);
  expected.set(bytes.subarray(self.thread, self.thread + CONTEXT_SIZE), self.thread);
  const counter = call.statisticsOf(0) + PARTITION_STATISTICS_BAD_CALLS_OFFSET;
  const counted = view.getUint32(counter, true) - expectedView.getUint32(counter, true);
  expectedView.setUint32(counter, view.getUint32(counter, true), true);
  const unchanged = Buffer.compare(expected, bytes) === 0;
  const registersKept = Object.entries(args).every(
    ([name, given]) => name === "edx" || self.context()[name as keyof Arguments] === given,
  );
  const othersKept = Buffer.compare(areaBytes(before), areaBytes(bytes)) === 0;
  bytes.set(before);
  return { status, value, returned, counted, changesNothing: unchanged && registersKept, othersKept };
}

const areaBytes = (bytes: Uint8Array): Uint8Array => bytes.subarray(neighbour.code, neighbour.end);

const pointer = fc.oneof(
  fc.constantFrom(0, code, data, stack, stackTop, USER_TOP, VCPU_PAGE, neighbour.data, 0xc0100000, 0xffffffff),
  fc.integer({ min: -300, max: 300 }).map((offset) => data + dataBytes + offset),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const small = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(ALL_LINES, LINE_COUNT, 0x80000000));
const value = fc.oneof(pointer, small);
const registers = fc.record({ ebx: value, ecx: value, edx: value, esi: value, edi: value, esp: pointer });
const number = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CALLS.keys()) },
  fc.integer({ min: 0, max: 0x140 }),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const entries = fc.constantFrom<Entry>("gate", "sysenter");

describe("any call with any arguments", () => {
  test("fails with a documented error, is counted if ill-formed, changes nothing; and never touches another partition", () => {
    const world = bootForCalls();
    fc.assert(
      fc.property(number, registers, entries, (nr, args, entry) => {
        const made = attempt(world, nr, args, entry);
        expect(made.othersKept).toBe(true);
        if (!made.returned || made.status === "OK") {
          expect(made.counted).toBe(0);
          return;
        }
        expect(CALLS.get(nr)?.errors ?? ["UNKNOWN_CALL"]).toContain(made.status);
        expect(made.counted).toBe(CALLERS_FAULTS.includes(made.status) ? 1 : 0);
        expect(made.value).toBe(0);
        expect(made.changesNothing).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe("every documented error", () => {
  const tooShort = { edx: TIMER_PERIOD_MIN_NS - 1, esi: 0 };
  const badLines = [LINE_COUNT, 0x80000000, ALL_LINES - 1].map((line) => ({ ebx: line, ecx: code }));
  const badTargets = [data, neighbour.code, 0xc0100000].map((ebx) => ({ ebx, ecx: ebx }));
  const notWritable = [0, code, neighbour.data, data + dataBytes - 4, 0xfffffffc].map((ebx) => ({ ebx }));
  const inKernel = [0xc0000000, 0xfffffff8];

  /** Arguments that bring the error about in a partition that has just started. */
  const provocations: Readonly<Record<string, readonly Arguments[]>> = {
    "console_write BAD_POINTER": [
      { ebx: data + dataBytes - 4, ecx: 5 },
      { ebx: neighbour.data, ecx: 1 },
      ...inKernel.map((ebx) => ({ ebx, ecx: 16 })),
    ],
    "time_get BAD_POINTER": notWritable,
    "partition_status BAD_POINTER": notWritable,
    "partition_set_mode BAD_ARGUMENT": [{ ebx: MODE_NORMAL + 1 }, { ebx: 0xffffffff }],
    "partition_set_mode NO_ACTION": [{ ebx: MODE_NORMAL }],
    "irq_register BAD_ARGUMENT": badLines,
    "irq_register BAD_POINTER": badTargets.map(({ ecx }) => ({ ebx: LINE_TIMER, ecx })),
    "irq_register NOT_AVAILABLE": [{ ebx: LINE_IRQ_BASE, ecx: code }],
    "irq_unregister BAD_ARGUMENT": badLines,
    "irq_unregister NO_ACTION": [{ ebx: LINE_TIMER }, { ebx: ALL_LINES }],
    "line_enable BAD_ARGUMENT": [...badLines, { ebx: ALL_LINES }],
    "line_enable NOT_AVAILABLE": [{ ebx: LINE_IRQ_BASE }],
    "line_disable BAD_ARGUMENT": [...badLines, { ebx: ALL_LINES }],
    "line_acknowledge BAD_ARGUMENT": [...badLines, { ebx: ALL_LINES }],
    "line_acknowledge NO_ACTION": [{ ebx: LINE_TIMER }],
    "iret BAD_POINTER": [stackTop - 12, stack - 16, neighbour.stack, ...inKernel].map((esp) => ({ esp })),
    "iret WRONG_MODE": [{ esp: stackTop - 16 }, { esp: 0 }],
    "timer_set BAD_ARGUMENT": [tooShort, { edx: 1, esi: 0 }, { edx: 0, esi: 0xffffffff }, { edx: 1, esi: 0x40000000 }],
    "timer_cancel NO_ACTION": [{}],
    "exception_register BAD_ARGUMENT": [2, 7, 8, 18].map((vector) => ({ ebx: 1 << vector, ecx: code })),
    "vcpu_start BAD_ARGUMENT": [1, MAX_VCPUS, 0xffffffff].map((ebx) => ({ ebx, ecx: code })),
    "vcpu_start BAD_POINTER": badTargets.map(({ ecx }) => ({ ebx: 0, ecx })),
    "vcpu_start NO_ACTION": [{ ebx: 0, ecx: code }],
    "vcpu_notify BAD_ARGUMENT": [1, MAX_VCPUS, 0xffffffff].map((ebx) => ({ ebx })),
    "exception_register BAD_POINTER": badTargets.map(({ ecx }) => ({ ebx: 1 << 6, ecx })),
  };

  /** The others by a gate. */
  const bySysenter = ["iret WRONG_MODE"];

  const documented = [...CALLS.values()].flatMap(({ nr, name, errors }) =>
    errors.map((error) => [`${name} ${error}`, nr, error] as const),
  );

  test.each(documented)("%s", (what, nr, error) => {
    const world = bootForCalls();
    expect(provocations[what], "nobody knows how to provoke it").toBeDefined();
    const entry = bySysenter.includes(what) ? "sysenter" : "gate";
    for (const args of provocations[what]!) {
      const { status, changesNothing, counted } = attempt(world, nr, args, entry);
      expect({ status, changesNothing }, JSON.stringify(args)).toEqual({ status: error, changesNothing: true });
      expect(counted).toBe(CALLERS_FAULTS.includes(error) ? 1 : 0);
    }
  });

  test("none is provoked here that is not documented", () => {
    expect(Object.keys(provocations).filter((what) => !documented.some(([name]) => name === what))).toEqual([]);
  });
});
