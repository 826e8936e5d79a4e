/** Switching threads: each finds its address space, its FS and GS and its floating-point state, whoever ran before. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTEXT_GS_OFFSET, SELECTOR_USER_DATA } from "../../host/generated/abi.js";
import { sampleTable } from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  initializeSegments(pageDirectory: number): void;
  initializeFpu(): void;
  activateThread(thread: number): void;
  forgetSegments(thread: number): void;
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
  Object.assign(processor.execute, {
    setTaskSwitched: () => {
      unit.trapping = true;
    },
    clearTaskSwitched: () => {
      unit.trapping = false;
    },
    saveFpu: (area: number) => {
      expect(area & 15).toBe(0);
      view.setUint32(area, unit.fcw, true);
      view.setUint32(area + MXCSR, unit.mxcsr, true);
      view.setUint32(area + XMM0, unit.xmm0, true);
    },
    restoreFpu: (area: number) => {
      expect(area & 15).toBe(0);
      unit.fcw = view.getUint32(area, true) & 0xffff;
      unit.mxcsr = view.getUint32(area + MXCSR, true);
      unit.xmm0 = view.getUint32(area + XMM0, true);
    },
    readThreadSegments: () => cpu.segments,
    loadThreadSegments: (segments: number) => {
      cpu.segments = segments;
    },
    loadPageDirectory: (directory: number) => {
      cpu.directory = directory;
    },
  } satisfies typeof processor.execute);
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

test("FS, GS, address space and kernel stack are the running thread's", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ who, word }), { maxLength: 30 }), (steps) => {
      const { call, partitions, cpu, view } = boot();
      const initial = SELECTOR_USER_DATA * 0x10001;
      const expected = new Array(PARTITIONS).fill(initial);
      for (const { who, word } of steps) {
        const { thread, address } = partitions[who]!;
        call.activateThread(thread);
        expect(cpu.segments).toBe(expected[who]);
        expect(cpu.directory).toBe(call.pageDirectoryOf(address));
        expect(view.getUint32(call.kernelStackPointerAddress(), true)).toBe(thread + CONTEXT_GS_OFFSET);
        // Ring 3 loads others.
        cpu.segments = word;
        expected[who] = word;
      }
    }),
  );
});

test("a restarted thread that is the running one loses the FS and GS of its last run", () => {
  const { call, partitions, cpu } = boot();
  const { thread } = partitions[0]!;
  call.activateThread(thread);
  cpu.segments = 0x00430018;
  call.composeStart(thread, 0, 0, 0);
  call.forgetSegments(thread);
  expect(cpu.segments).toBe(SELECTOR_USER_DATA * 0x10001);
});
