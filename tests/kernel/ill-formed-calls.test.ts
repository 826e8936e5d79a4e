/**
 * Calls that fail, of both tables: an error of the documented ones, counted where it is the caller's fault, and nothing
 * changed in all of memory, whoever calls. And each documented error of the calls that all partitions have can be had.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OBJECT_CALLS } from "../../abi/calls/objects.js";
import { PROCESS_CALLS } from "../../abi/calls/processes.js";
import {
  ALL_LINES,
  CONTEXT_SIZE,
  DEADLINE_HARD,
  encodeProcessAttributes,
  LINE_COUNT,
  LINE_IRQ_BASE,
  LINE_TIMER,
  MAX_VCPUS,
  MODE_NORMAL,
  MODE_WARM_START,
  PARTITION_STATISTICS_BAD_CALLS_OFFSET,
  TIMER_PERIOD_MIN_NS,
  USER_TOP,
  VCPU_PAGE,
} from "../../host/generated/abi.js";
import {
  type Arguments,
  bootForCalls,
  CALLS,
  type CallFunctions,
  type Entry,
  makeOf,
  NUMBERS,
  RETURN,
} from "./calls-world.js";
import { PHYS_LIMIT } from "./map.js";
import {
  ATTRIBUTES,
  bootNative,
  ENTRY,
  FIRST,
  FOREVER,
  HANDLER,
  MESSAGE,
  NAME,
  nativeTable,
  PERIOD,
} from "./native-world.js";
import { areaOf } from "./system.js";
import { type PartitionInWorld, THREAD_READY, type World } from "./world.js";

const { code, data, dataBytes, stack, stackTop, processStacks } = areaOf(0);
const neighbour = areaOf(1);
/** The others are answers to a sound question. */
const CALLERS_FAULTS = ["UNKNOWN_CALL", "BAD_POINTER", "BAD_ARGUMENT"];

interface Functions extends CallFunctions {
  takeName(from: number): number;
  attentionIsCalled(): number;
  giveAttention(): void;
}
interface Caller {
  readonly world: World<Functions>;
  /** The partition as the caller's thread has it. */
  readonly self: PartitionInWorld;
}

/** All of memory before a call, and what is to be expected after; there is much of it, and many calls are made. */
const before = new Uint8Array(PHYS_LIMIT);
const expected = new Uint8Array(PHYS_LIMIT);
const expectedView = new DataView(expected.buffer);

/** Makes the call, and looks at all of memory before and after. */
function attempt({ world, self }: Caller, nr: number, args: Arguments, entry: Entry) {
  const { bytes, view, call } = world;
  // What the kernel keeps for itself from one call to the next: where pointers were found, and the last name.
  const clear = () => {
    call.clearPointerCache(self.address);
    call.takeName(neighbour.end - 32);
  };
  self.setContext(args);
  clear();
  call.giveAttention();
  const mode = call.modeOf(self.address);
  before.set(bytes);
  const { status, value } = makeOf(call, self)(nr, args, entry);
  const ready = call.threadState(self.thread) === THREAD_READY;
  const returned = self.context().eip === RETURN && ready && call.modeOf(self.address) === mode;
  const attention = call.attentionIsCalled();
  clear();

  // What a call that only answers leaves: the registers that make the call, its answer, and its count.
  expected.set(before);
  expected.set(bytes.subarray(self.thread, self.thread + CONTEXT_SIZE), self.thread);
  const counter = call.statisticsOf(0) + PARTITION_STATISTICS_BAD_CALLS_OFFSET;
  const counted = view.getUint32(counter, true) - expectedView.getUint32(counter, true);
  expectedView.setUint32(counter, view.getUint32(counter, true), true);
  const unchanged = Buffer.compare(expected, bytes) === 0 && attention === 0;
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
  fc.constantFrom(ATTRIBUTES, NAME, MESSAGE, ENTRY, processStacks + 0x1000, processStacks + 0x2000),
  fc.integer({ min: -300, max: 300 }).map((offset) => data + dataBytes + offset),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const small = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom(ALL_LINES, LINE_COUNT, 0x80000000),
);
const value = fc.oneof(pointer, small);
const registers = fc.record({ ebx: value, ecx: value, edx: value, esi: value, edi: value, esp: pointer });
const number = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CALLS.keys()) },
  fc.integer({ min: 0, max: 0x140 }),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const entries = fc.constantFrom<Entry>("gate", "sysenter");

const ofVcpu = (): Caller => {
  const world = bootForCalls<Functions>();
  return { world, self: world.self };
};

/** Three processes, of which the first is periodic, an object of each kind, and sound arguments for whoever finds them. */
function bootWithObjects() {
  const world = bootNative(nativeTable(3));
  const { view, write, make, create, createHandler, start } = world;
  create({ name: "periodic", periodNs: PERIOD, capacityNs: PERIOD });
  create({ name: "urgent", basePriority: 20, capacityNs: PERIOD });
  create({ name: "other" });
  for (const process of [1, 2, 3]) start(process);
  createHandler();
  write(NAME, "object");
  for (const name of ["buffer", "blackboard", "semaphore", "event", "mutex"]) {
    make(`${name}_create`, { ebx: NAME, ecx: name === "semaphore" ? 0 : 40, edx: name === "mutex" ? 1 : 2, esi: 1 });
  }
  write(MESSAGE, "another");
  const attributes = { name: "more", periodNs: PERIOD, capacityNs: FOREVER, entry: ENTRY, argument: 0 };
  const rest = { stackSizeBytes: 1, basePriority: 1, deadline: DEADLINE_HARD, reserved: 0 };
  encodeProcessAttributes(view, ATTRIBUTES, { ...attributes, ...rest });
  return world;
}

function ofNative(who: number): Caller {
  const world = bootWithObjects();
  if (who !== FIRST) world.normal();
  if (who === HANDLER) world.make("application_error", { ebx: 1, ecx: MESSAGE, edx: 5 });
  expect(world.running()).toBe(who);
  return { world: world as unknown as World<Functions>, self: world.threadInWorld(who) };
}

/** Of processes and of objects: those of native partitions alone. */
const isForProcesses = (nr: number) => [...PROCESS_CALLS, ...OBJECT_CALLS].some((call) => call.nr === nr);
const isHypercall = (nr: number) => (nr & 0x100) !== 0;

function documentedErrors(nr: number, isVcpu: boolean): readonly string[] {
  if (isVcpu && isForProcesses(nr)) return ["NOT_CONFIGURED"];
  if (!isVcpu && isHypercall(nr)) return ["UNKNOWN_CALL"];
  return CALLS.get(nr)?.errors ?? ["UNKNOWN_CALL"];
}

describe.each([
  ["a vCPU", ofVcpu],
  ["the first thread of a native partition that starts", () => ofNative(FIRST)],
  ["a process", () => ofNative(2)],
  ["an error handler", () => ofNative(HANDLER)],
])("any call with any arguments by %s", (_, boot) => {
  test("fails with a documented error, is counted if ill-formed, changes nothing; and never touches another partition", () => {
    const caller = boot();
    const isVcpu = caller.self.vcpu !== 0;
    const failed = new Set<string>();
    fc.assert(
      fc.property(number, registers, entries, (nr, args, entry) => {
        const made = attempt(caller, nr, args, entry);
        expect(made.othersKept).toBe(true);
        if (!made.returned || made.status === "OK") {
          expect(made.counted).toBe(0);
          return;
        }
        expect(documentedErrors(nr, isVcpu)).toContain(made.status);
        expect(made.counted).toBe(CALLERS_FAULTS.includes(made.status) ? 1 : 0);
        expect(made.value).toBe(0);
        expect(made.changesNothing).toBe(true);
        failed.add(`${CALLS.get(nr)?.name} ${made.status}`);
      }),
      { numRuns: 1000 },
    );
    expect(failed.size).toBeGreaterThan(20);
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
    "partition_set_mode WRONG_MODE": [{ ebx: MODE_WARM_START }],
    "sleep_until WRONG_MODE": [
      { ebx: 0xffffffff, ecx: 0xffffffff },
      { ebx: 0, ecx: 1 },
    ],
    "window_yield WRONG_MODE": [{}],
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
  /** The others by a vCPU. */
  const callers: Readonly<Record<string, () => Caller>> = {
    "partition_set_mode WRONG_MODE": () => ofNative(FIRST),
    "sleep_until WRONG_MODE": () => ofNative(HANDLER),
    "window_yield WRONG_MODE": () => ofNative(HANDLER),
  };

  /** Of the calls that every partition has; those of the APEX are with what they are about. */
  const documented = [...CALLS.values()]
    .filter(({ nr }) => nr <= NUMBERS.get("trace_event")! || isHypercall(nr))
    .flatMap(({ nr, name, errors }) => errors.map((error) => [`${name} ${error}`, nr, error] as const));

  test.each(documented)("%s", (what, nr, error) => {
    const caller = callers[what]?.() ?? ofVcpu();
    expect(provocations[what], "nobody knows how to provoke it").toBeDefined();
    const entry = bySysenter.includes(what) ? "sysenter" : "gate";
    for (const args of provocations[what]!) {
      const { status, changesNothing, counted } = attempt(caller, nr, args, entry);
      expect({ status, changesNothing }, JSON.stringify(args)).toEqual({ status: error, changesNothing: true });
      expect(counted).toBe(CALLERS_FAULTS.includes(error) ? 1 : 0);
    }
  });

  test("none is provoked here that is not documented", () => {
    expect(Object.keys(provocations).filter((what) => !documented.some(([name]) => name === what))).toEqual([]);
  });
});
