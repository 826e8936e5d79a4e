/**
 * Every way from a guest's values to a context, for every selector and for every value of EFLAGS that there is: CS and SS
 * are constant, IF is on, and IOPL, NT, VM, VIF, VIP, AC and TF are clear; GS and FS are loaded from the allowed set alone.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONTEXT_CS_OFFSET,
  CONTEXT_EAX_OFFSET,
  CONTEXT_EBX_OFFSET,
  CONTEXT_ECX_OFFSET,
  CONTEXT_EDX_OFFSET,
  CONTEXT_EFLAGS_OFFSET,
  CONTEXT_EIP_OFFSET,
  CONTEXT_ESP_OFFSET,
  CONTEXT_FS_OFFSET,
  CONTEXT_GS_OFFSET,
  CONTEXT_SS_OFFSET,
  CONTEXT_VECTOR_OFFSET,
  GATE_HYPERCALL,
  HYPERCALL_EXCEPTION_REGISTER,
  HYPERCALL_IRET,
  HYPERCALL_VCPU_START,
  SELECTOR_GUEST_DATA,
  SELECTOR_THREAD,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
  VECTOR_COMPOSED,
} from "../../host/generated/abi.js";
import type { CallFunctions } from "./calls-world.js";
import { startKernel } from "./kernel.js";
import { returnSequence } from "./return-sequence.js";
import { bootSeveral } from "./several-vcpus.js";
import { areaOf } from "./system.js";
import type { UpcallFunctions } from "./upcall-guest.js";
import { THREAD_DORMANT } from "./world.js";

const TIMEOUT_MS = 240_000;
const SELECTORS = 0x10000;
/** Bits 0 to 21: CF to ID. Those above are reserved. */
const EFLAGS_BITS = 22;
const ARITHMETIC = 0xcd5;
const FORCED = 0x202;
/** TF, IOPL, NT, RF, VM, AC, VIF, VIP, ID. */
const FORBIDDEN = 0x3f7100;
const { code, stackTop } = areaOf(0);
const HANDLER = code + 0x40;
const ESP = stackTop - 256;

/** Every value with one bit or two, none, and all. */
const FEW_BITS = [0, 0xffffffff];
for (let high = 0; high < 32; high += 1) {
  for (let low = 0; low <= high; low += 1) FEW_BITS.push(((1 << high) | (1 << low)) >>> 0);
}

test("all values of the 22 bits of EFLAGS come out as arithmetic flags, IF and nothing else", {
  timeout: TIMEOUT_MS,
}, () => {
  const { call, view } = startKernel<{ composeContext(at: number, eip: number, esp: number, eflags: number): void }>();
  const at = 0x80000;
  let wrong = 0;
  for (let eflags = 0; eflags < 2 ** EFLAGS_BITS; eflags += 1) {
    call.composeContext(at, 0, 0, eflags);
    const composed = view.getUint32(at + CONTEXT_EFLAGS_OFFSET, true);
    if (composed !== ((eflags & ARITHMETIC) | FORCED) || (composed & FORBIDDEN) !== 0) wrong += 1;
  }
  expect(wrong).toBe(0);
});

/** What a guest chooses: the selectors and the flags that its frames and its saved registers hold. */
interface Chosen {
  readonly selector: number;
  readonly eflags: number;
}

function boot() {
  const world = bootSeveral<CallFunctions & UpcallFunctions>();
  const { call, view, vcpus } = world;
  const self = vcpus[0]!;
  const other = vcpus[1]!;
  call.setCommonHandler(self.vcpu, HANDLER);
  call.setExceptions(self.vcpu, 0xffffffff, HANDLER);
  const put = (offset: number, value: number) => view.setUint32(self.thread + offset, value, true);
  const hypercall = (number: number) => {
    put(CONTEXT_EAX_OFFSET, number);
    put(CONTEXT_VECTOR_OFFSET, GATE_HYPERCALL);
    call.dispatchHypercall(self.thread);
  };
  /** The thread as it came into the kernel; nothing relies on a processor that keeps these sane in ring 3. */
  const enter = ({ selector, eflags }: Chosen, eip = code) => {
    put(CONTEXT_EIP_OFFSET, eip);
    put(CONTEXT_ESP_OFFSET, ESP);
    put(CONTEXT_EFLAGS_OFFSET, eflags);
    put(CONTEXT_CS_OFFSET, selector);
    put(CONTEXT_SS_OFFSET, selector);
    self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, 0x200);
    self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 1);
    self.setPageWord(VCPU_PAGE_PENDING_OFFSET, 0);
  };
  /** EIP, CS, EFLAGS on the stack, behind `skipped` bytes. */
  const frame = ({ selector, eflags }: Chosen, skipped: number) => {
    view.setUint32(ESP + skipped, code + 0x80, true);
    view.setUint32(ESP + skipped + 4, selector, true);
    view.setUint32(ESP + skipped + 8, eflags, true);
  };
  const upcall = () => {
    call.raiseLine(self.vcpu, 0, 1);
    call.deliverPending(self.vcpu);
  };
  const sequence = returnSequence(0).addresses;
  const ways: Readonly<Record<string, (chosen: Chosen) => [thread: number, arithmetic: number]>> = {
    upcall: (chosen) => {
      enter(chosen);
      upcall();
      return [self.thread, 0];
    },
    "upcall inside the return sequence": (chosen) => {
      enter(chosen, sequence[1]!);
      frame(chosen, 0);
      upcall();
      return [self.thread, 0];
    },
    exception: (chosen) => {
      enter(chosen);
      call.deliverException(self.vcpu, 13, 0, 0);
      return [self.thread, 0];
    },
    iret: (chosen) => {
      enter(chosen);
      frame(chosen, 4);
      hypercall(HYPERCALL_IRET);
      return [self.thread, chosen.eflags & ARITHMETIC];
    },
    "exception_register, then an exception": (chosen) => {
      enter(chosen);
      put(CONTEXT_EBX_OFFSET, 1 << 13);
      put(CONTEXT_ECX_OFFSET, HANDLER);
      hypercall(HYPERCALL_EXCEPTION_REGISTER);
      call.deliverException(self.vcpu, 13, 0, 0);
      return [self.thread, 0];
    },
    vcpu_start: (chosen) => {
      enter(chosen);
      call.setThreadState(other.thread, THREAD_DORMANT);
      view.setUint32(other.thread + CONTEXT_EFLAGS_OFFSET, chosen.eflags, true);
      view.setUint32(other.thread + CONTEXT_CS_OFFSET, chosen.selector, true);
      view.setUint32(other.thread + CONTEXT_SS_OFFSET, chosen.selector, true);
      view.setUint16(other.thread + CONTEXT_GS_OFFSET, chosen.selector, true);
      view.setUint16(other.thread + CONTEXT_FS_OFFSET, chosen.selector, true);
      put(CONTEXT_EBX_OFFSET, 1);
      put(CONTEXT_ECX_OFFSET, code);
      put(CONTEXT_EDX_OFFSET, chosen.selector);
      hypercall(HYPERCALL_VCPU_START);
      const segments = view.getUint32(other.thread + CONTEXT_GS_OFFSET, true);
      return [segments === SELECTOR_USER_DATA * 0x10001 ? other.thread : 0, 0];
    },
  };
  /** Tells what is wrong with the way out. */
  const isSane = (way: string, chosen: Chosen): boolean => {
    const [thread, arithmetic] = ways[way]!(chosen);
    const word = (offset: number) => view.getUint32(thread + offset, true);
    return (
      word(CONTEXT_CS_OFFSET) === SELECTOR_USER_CODE &&
      word(CONTEXT_SS_OFFSET) === SELECTOR_USER_DATA &&
      word(CONTEXT_VECTOR_OFFSET) === VECTOR_COMPOSED &&
      word(CONTEXT_EFLAGS_OFFSET) === (arithmetic | FORCED)
    );
  };
  return { names: Object.keys(ways), isSane };
}

describe.each(boot().names)("%s", (way) => {
  test("is sane for each selector that there is", { timeout: TIMEOUT_MS }, () => {
    const { isSane } = boot();
    const wrong: number[] = [];
    for (let selector = 0; selector < SELECTORS; selector += 1) {
      if (!isSane(way, { selector, eflags: (selector * 0x9e3779b1) >>> 0 })) wrong.push(selector);
    }
    expect(wrong).toEqual([]);
  });

  test("is sane for EFLAGS of no bit, of each, of each two, of all, and of any", () => {
    const { isSane } = boot();
    const wrong = FEW_BITS.filter((eflags) => !isSane(way, { selector: SELECTOR_USER_CODE, eflags }));
    expect(wrong).toEqual([]);
    const any = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(any, any, (selector, eflags) => isSane(way, { selector, eflags })),
      { numRuns: 2000 },
    );
  });
});

/** GDT entries that ring 3 may hold: none, its data, its code, its data, its thread's; by GDT, with any RPL. */
const ALLOWED = new Set(
  [0, SELECTOR_GUEST_DATA, SELECTOR_USER_CODE, SELECTOR_USER_DATA, SELECTOR_THREAD].flatMap((selector) =>
    [0, 1, 2, 3].map((privilege) => (selector & ~7) | privilege),
  ),
);

test("of all selectors that ring 3 leaves in GS and FS, a switch loads the allowed alone", {
  timeout: TIMEOUT_MS,
}, () => {
  interface Functions {
    initializeSegments(pageDirectory: number): void;
    initializeFpu(): void;
    activateThread(thread: number): void;
  }
  const { call, processor, vcpus, neighbour } = bootSeveral<Functions>();
  const cpu = { segments: 0 };
  processor.execute.readThreadSegments = () => cpu.segments;
  processor.execute.loadThreadSegments = (segments) => {
    cpu.segments = segments!;
    return undefined;
  };
  call.initializeSegments(0);
  call.initializeFpu();
  const [first, second] = [vcpus[0]!.thread, vcpus[1]!.thread];
  const loaded = (selector: number) => (ALLOWED.has(selector) ? selector : SELECTOR_USER_DATA);
  const wrong: number[] = [];
  for (let selector = 0; selector < SELECTORS; selector += 1) {
    const other = (selector * 40503) & 0xffff;
    call.activateThread(first);
    cpu.segments = selector + other * 0x10000;
    // To a vCPU of the same partition and to another partition, in turn.
    call.activateThread(selector % 2 === 0 ? second : neighbour.thread);
    call.activateThread(first);
    if (cpu.segments !== loaded(selector) + loaded(other) * 0x10000) wrong.push(selector);
    processor.instructions.length = 0;
    processor.portWrites.length = 0;
  }
  expect(wrong).toEqual([]);
});
