/** Switching threads: each finds its address space, its FS and GS and its floating-point state, whoever ran before. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CONTEXT_GS_OFFSET,
  SELECTOR_GUEST_DATA,
  SELECTOR_THREAD,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
} from "../../host/generated/abi.js";
import { sampleTable } from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  initializeSegments(pageDirectory: number): void;
  initializeFpu(): void;
  activateThread(thread: number): void;
  beginThread(thread: number, entry: number, stackTop: number, infoPage: number, argument: number): void;
  takeFpu(thread: number): void;
  resetFpu(thread: number): void;
  kernelStackPointerAddress(): number;
  pageDirectoryOf(partition: number): number;
}

const PARTITIONS = 3;
/** FCW and MXCSR of a reset unit, as FXSAVE has them (Intel SDM vol. 1, table 10-2). */
const FCW_RESET = 0x037f;
const MXCSR_RESET = 0x1f80;
const MXCSR = 24;
const XMM0 = 160;

/** A processor with a word of XMM0 for all floating-point state, and FS and GS. */
function boot() {
  const world = bootWorld<Functions>(sampleTable(PARTITIONS));
  const { call, processor, view, partitions } = world;
  const unit = { fcw: 0, mxcsr: 0, xmm0: 0, trapping: false };
  const cpu = { segments: 0, directory: 0 };
  const does = (effect: (operand: number) => void) => (operand: number) => {
    effect(operand);
    return undefined;
  };
  const save = (area: number) => {
    expect(area & 15).toBe(0);
    view.setUint32(area, unit.fcw, true);
    view.setUint32(area + MXCSR, unit.mxcsr, true);
    view.setUint32(area + XMM0, unit.xmm0, true);
  };
  const restore = (area: number) => {
    expect(area & 15).toBe(0);
    unit.fcw = view.getUint32(area, true) & 0xffff;
    unit.mxcsr = view.getUint32(area + MXCSR, true);
    unit.xmm0 = view.getUint32(area + XMM0, true);
  };
  Object.assign(processor.execute, {
    setTaskSwitched: does(() => Object.assign(unit, { trapping: true })),
    clearTaskSwitched: does(() => Object.assign(unit, { trapping: false })),
    saveFpu: does(save),
    restoreFpu: does(restore),
    readThreadSegments: () => cpu.segments,
    loadThreadSegments: does((segments) => Object.assign(cpu, { segments })),
    loadPageDirectory: does((directory) => Object.assign(cpu, { directory })),
  });
  call.initializeSegments(0);
  call.initializeFpu();
  for (const { thread } of partitions) call.resetFpu(thread);
  return { ...world, unit, cpu };
}

const who = fc.nat(PARTITIONS - 1);
const word = fc.integer({ min: 1, max: 0x7fffffff });
const step = fc.oneof(
  fc.record({ kind: fc.constant("run" as const), who, word }),
  fc.record({ kind: fc.constant("compute" as const), who, word }),
  fc.record({ kind: fc.constant("restart" as const), who, word }),
);

test("floating-point state is each thread's own, saved only for another that computes, gone after a restart", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { call, partitions, unit } = boot();
      const reset = { fcw: FCW_RESET, mxcsr: MXCSR_RESET, xmm0: 0 };
      const expected = Array.from({ length: PARTITIONS }, () => ({ ...reset }));
      for (const { kind, who, word } of steps) {
        const { thread } = partitions[who]!;
        if (kind === "restart") {
          call.resetFpu(thread);
          expected[who] = { ...reset };
          continue;
        }
        call.activateThread(thread);
        if (kind === "run") continue;
        // The first instruction of the unit raises #NM while CR0.TS is set.
        if (unit.trapping) call.takeFpu(thread);
        const { trapping, ...seen } = unit;
        expect(trapping).toBe(false);
        expect(seen).toEqual(expected[who]);
        unit.xmm0 = word;
        unit.mxcsr = word & 0xffff;
        expected[who] = { fcw: unit.fcw, mxcsr: unit.mxcsr, xmm0: word };
      }
    }),
  );
});

test("a thread alone in computing is never saved nor trapped again", () => {
  const { call, partitions, processor, unit } = boot();
  const [computes, doesNot] = [partitions[0]!.thread, partitions[1]!.thread];
  call.activateThread(computes);
  call.takeFpu(computes);
  for (let turn = 0; turn < 5; turn += 1) {
    call.activateThread(doesNot);
    expect(unit.trapping).toBe(true);
    call.activateThread(computes);
    expect(unit.trapping).toBe(false);
  }
  expect(processor.instructions.filter(([name]) => name === "saveFpu")).toEqual([]);
});

/** GDT entries that ring 3 may hold in a segment register: none, its data, its code, its data, its thread pointer. */
const LOADABLE = [0, SELECTOR_GUEST_DATA, SELECTOR_USER_CODE, SELECTOR_USER_DATA, SELECTOR_THREAD].map((s) => s >> 3);
const loadable = (selector: number): number =>
  LOADABLE.includes(selector >> 3) && (selector & 4) === 0 ? selector : SELECTOR_USER_DATA;

test("FS, GS, address space and kernel stack are the running thread's, and no selector that could fault is loaded", () => {
  const selector = fc.oneof(fc.integer({ min: 0, max: 0x70 }), fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(fc.array(fc.record({ who, gs: selector, fs: selector }), { maxLength: 30 }), (steps) => {
      const { call, partitions, cpu, view } = boot();
      const expected = new Array(PARTITIONS).fill(SELECTOR_USER_DATA * 0x10001);
      for (const { who, gs, fs } of steps) {
        const { thread, address } = partitions[who]!;
        const running = view.getUint32(call.kernelStackPointerAddress(), true) === thread + CONTEXT_GS_OFFSET;
        call.activateThread(thread);
        if (!running) expect(cpu.segments).toBe(expected[who]);
        expect(cpu.directory).toBe(call.pageDirectoryOf(address));
        expect(view.getUint32(call.kernelStackPointerAddress(), true)).toBe(thread + CONTEXT_GS_OFFSET);
        // Ring 3 holds others from now on.
        cpu.segments = gs | (fs * 0x10000);
        expected[who] = loadable(gs) | (loadable(fs) * 0x10000);
      }
    }),
  );
});

test("a restarted thread that is the running one loses the FS and GS of its last run", () => {
  const { call, partitions, cpu } = boot();
  const { thread } = partitions[0]!;
  call.activateThread(thread);
  cpu.segments = 0x00430018;
  call.beginThread(thread, 0, 0, 0, 0);
  expect(cpu.segments).toBe(SELECTOR_USER_DATA * 0x10001);
});
