/** Composed contexts: whatever a guest chose, the way out can't fault and gives ring 3 nothing. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONTEXT_SIZE,
  type Context,
  decodeContext,
  encodeContext,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VECTOR_COMPOSED,
  VECTOR_SYSENTER,
} from "../../host/generated/abi.js";
import { startKernel } from "./kernel.js";
import { areaOf } from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  composeContext(context: number, eip: number, esp: number, eflags: number): void;
  composeStart(context: number, eip: number, esp: number, ebx: number): void;
  leaveByIret(context: number): void;
  restartCall(context: number): void;
}

const CONTEXT = 0x80000;
/** CF, PF, AF, ZF, SF, DF, OF: what a guest may choose. */
const ARITHMETIC = 0xcd5;
/** IF and the bit that is always set. */
const FORCED = 0x202;

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const u16 = fc.integer({ min: 0, max: 0xffff });
/** Any context, as a guest can make it: its values come from registers and memory that it controls. */
const anyContext: fc.Arbitrary<Context> = fc.record({
  ...{ edi: u32, esi: u32, ebp: u32, ignoredEsp: u32, ebx: u32, edx: u32, ecx: u32, eax: u32 },
  ...{ vector: u32, errorCode: u32, eip: u32, cs: u32, eflags: u32, esp: u32, ss: u32, gs: u16, fs: u16 },
});

function sane({ cs, ss, eflags, vector }: Context, chosen: number): void {
  expect({ cs, ss, vector }).toEqual({ cs: SELECTOR_USER_CODE, ss: SELECTOR_USER_DATA, vector: VECTOR_COMPOSED });
  expect(eflags).toBe((chosen & ARITHMETIC) | FORCED);
}

describe("composeContext", () => {
  const { call, view, bytes } = startKernel<Functions>();

  test("of each bit of EFLAGS lets through the arithmetic ones alone", () => {
    for (let bit = 0; bit < 32; bit += 1) {
      call.composeContext(CONTEXT, 0, 0, 1 << bit);
      sane(decodeContext(view, CONTEXT), 1 << bit);
    }
  });

  test("overwrites whatever CS, SS and flags were there, and keeps the general registers", () => {
    fc.assert(
      fc.property(anyContext, u32, u32, u32, (before, eip, esp, eflags) => {
        encodeContext(view, CONTEXT, before);
        call.composeContext(CONTEXT, eip, esp, eflags);
        const after = decodeContext(view, CONTEXT);
        sane(after, eflags);
        const { cs, ss, eflags: _, vector, ...kept } = after;
        const { cs: _1, ss: _2, eflags: _3, vector: _4, ...had } = before;
        expect(kept).toEqual({ ...had, eip, esp });
      }),
    );
  });

  test("a start has every register known", () => {
    bytes.fill(0xee, CONTEXT, CONTEXT + CONTEXT_SIZE);
    call.composeStart(CONTEXT, 0x1234, 0x5678, 0x9abc);
    const context = decodeContext(view, CONTEXT);
    sane(context, 0);
    const general = { edi: 0, esi: 0, ebp: 0, ebx: 0x9abc, edx: 0, ecx: 0, eax: 0 };
    const segments = { gs: SELECTOR_USER_DATA, fs: SELECTOR_USER_DATA };
    expect(context).toMatchObject({ ...general, ...segments, eip: 0x1234, esp: 0x5678 });
  });

  test("a call by SYSENTER that returns late leaves by IRET, its value where the landing takes it", () => {
    fc.assert(
      fc.property(anyContext, (before) => {
        encodeContext(view, CONTEXT, { ...before, vector: VECTOR_SYSENTER });
        call.leaveByIret(CONTEXT);
        expect(decodeContext(view, CONTEXT)).toEqual({ ...before, ebp: before.edx, vector: VECTOR_COMPOSED });
        encodeContext(view, CONTEXT, { ...before, vector: 14 });
        call.leaveByIret(CONTEXT);
        expect(decodeContext(view, CONTEXT)).toEqual({ ...before, vector: 14 });
      }),
    );
  });

  test("a call to be made again lies one instruction back, with its arguments", () => {
    fc.assert(
      fc.property(anyContext, (before) => {
        encodeContext(view, CONTEXT, before);
        call.restartCall(CONTEXT);
        const expected = { ...before, eip: (before.eip - 2) >>> 0, vector: VECTOR_COMPOSED };
        expect(decodeContext(view, CONTEXT)).toEqual(expected);
      }),
    );
  });
});

describe("each way to a context from a guest's values", () => {
  interface Ways extends Functions {
    deliverPending(vcpu: number): number;
    deliverException(vcpu: number, vector: number, errorCode: number, address: number): number;
    dispatchHypercall(thread: number): void;
    raiseLine(vcpu: number, line: number, times: number): void;
    setCommonHandler(vcpu: number, handler: number): void;
    setExceptions(vcpu: number, mask: number, handler: number): void;
  }
  const { stack, stackTop } = areaOf(0);
  const HYPERCALL_IRET = 0x106;
  const esp = fc.integer({ min: stack + 64, max: stackTop - 64 });

  test("upcall, exception and iret hypercall are sane for all values, and keep the guest's in the frame only", () => {
    const world = bootWorld<Ways>();
    const { call, view } = world;
    const self = world.partitions[0]!;
    fc.assert(
      fc.property(
        anyContext,
        esp,
        u32,
        fc.array(u32, { minLength: 4, maxLength: 4 }),
        (values, esp, handler, frame) => {
          const prepare = () => {
            call.resetVcpu(self.vcpu);
            self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 0xffffffff);
            self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, 0xffffffff);
            call.setCommonHandler(self.vcpu, handler);
            call.setExceptions(self.vcpu, 0xffffffff, handler);
            // The processor keeps CS, SS and what it reserves of EFLAGS sane in ring 3; nothing here relies on it.
            self.setContext({ ...values, esp });
          };
          prepare();
          call.raiseLine(self.vcpu, 0, 1);
          expect(call.deliverPending(self.vcpu)).toBe(1);
          if (handler !== 0) sane(self.context(), 0);
          prepare();
          expect(call.deliverException(self.vcpu, 13, 0, 0)).toBe(1);
          sane(self.context(), 0);
          prepare();
          frame.forEach((word, at) => {
            view.setUint32(esp + 4 * at, word, true);
          });
          self.setContext({ eax: HYPERCALL_IRET });
          call.dispatchHypercall(self.thread);
          sane(self.context(), frame[3]!);
          expect(self.context()).toMatchObject({ eax: frame[0], eip: frame[1], esp: esp + 16 });
          expect(self.vcpuPage().interruptFlag).toBe(frame[3]! & 0x200);
        },
      ),
      { numRuns: 500 },
    );
  });
});
