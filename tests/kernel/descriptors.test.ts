/** The descriptor tables, decoded as the processor would (Intel SDM vol. 3A, figures 3-8, 6-2, 7-2). */
import { describe, expect, test } from "vitest";
import {
  GATE_CORE,
  GATE_HYPERCALL,
  SELECTOR_DOUBLE_FAULT_TSS,
  SELECTOR_GUEST_DATA,
  SELECTOR_KERNEL_CODE,
  SELECTOR_KERNEL_DATA,
  SELECTOR_NMI_TSS,
  SELECTOR_THREAD,
  SELECTOR_TSS,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
} from "../../host/generated/abi.js";
import { startKernel } from "./kernel.js";
import { gateStub, layImage, PLACES } from "./places.js";

interface Functions {
  initializeSegments(pageDirectory: number): void;
  setKernelStack(esp0: number): void;
  kernelStackPointerAddress(): number;
  initializeGates(): void;
  setInterruptGate(vector: number, handler: number, dpl: number): void;
  hypercallGateStub(): number;
}

function boot() {
  const kernel = startKernel<Functions>();
  layImage(kernel);
  const table = (load: string) => {
    const found = kernel.processor.instructions.findLast(([name]) => name === load)!;
    return { base: found[1] as number, limit: found[2] as number };
  };
  return { ...kernel, table };
}

describe("the GDT", () => {
  const DIRECTORY = 0x123000;
  function bootSegments() {
    const kernel = boot();
    kernel.call.initializeSegments(DIRECTORY);
    const { view } = kernel;
    const { base: gdt, limit } = kernel.table("loadGdt");
    const descriptor = (selector: number) => {
      const low = view.getUint32(gdt + (selector & ~7), true);
      const high = view.getUint32(gdt + (selector & ~7) + 4, true);
      const pages = (high & 0x800000) !== 0;
      const limit = (high & 0xf0000) | (low & 0xffff);
      return {
        base: ((high & 0xff000000) | ((high & 0xff) << 16) | (low >>> 16)) >>> 0,
        limit: pages ? limit * 0x1000 + 0xfff : limit,
        default32: (high & 0x400000) !== 0,
        present: (high & 0x8000) !== 0,
        dpl: (high >> 13) & 3,
        system: (high & 0x1000) === 0,
        type: (high >> 8) & 0xf,
      };
    };
    return { ...kernel, gdt, limit, descriptor };
  }

  const CODE_READABLE = 0xa;
  const DATA_WRITABLE = 0x2;
  const ACCESSED = 0x1;

  test.each([
    ["guest data, RTEMS's", SELECTOR_GUEST_DATA, 3, DATA_WRITABLE, 0],
    ["kernel code", SELECTOR_KERNEL_CODE, 0, CODE_READABLE, 0],
    ["kernel data", SELECTOR_KERNEL_DATA, 0, DATA_WRITABLE, 0],
    ["user code", SELECTOR_USER_CODE, 3, CODE_READABLE, 0],
    ["user data", SELECTOR_USER_DATA, 3, DATA_WRITABLE, 0],
    ["thread pointer, nobody's yet", SELECTOR_THREAD, 3, DATA_WRITABLE, 0],
  ])("%s is flat, with the accessed bit preset", (_, selector, dpl, type, base) => {
    const expected = { base, limit: 0xffffffff, default32: true, present: true, system: false };
    expect(bootSegments().descriptor(selector)).toEqual({ ...expected, dpl, type: type | ACCESSED });
  });

  test("a selector of ring 3 asks for ring 3; RTEMS's may, since data needs no more than its DPL", () => {
    expect([SELECTOR_USER_CODE & 3, SELECTOR_USER_DATA & 3, SELECTOR_THREAD & 3]).toEqual([3, 3, 3]);
    expect([SELECTOR_KERNEL_CODE & 7, SELECTOR_KERNEL_DATA & 7, SELECTOR_GUEST_DATA & 7]).toEqual([0, 0, 0]);
  });

  test("kernel code, kernel data, user code, user data follow each other as SYSENTER and SYSEXIT want", () => {
    const order = [SELECTOR_KERNEL_DATA, SELECTOR_USER_CODE, SELECTOR_USER_DATA];
    expect(order).toEqual([8, 16 | 3, 24 | 3].map((offset) => SELECTOR_KERNEL_CODE + offset));
  });

  test("nothing else is present: no null descriptor, no call gate, no LDT", () => {
    const { descriptor, limit } = bootSegments();
    const known = [
      ...[SELECTOR_GUEST_DATA, SELECTOR_KERNEL_CODE, SELECTOR_KERNEL_DATA, SELECTOR_USER_CODE, SELECTOR_USER_DATA],
      ...[SELECTOR_THREAD, SELECTOR_TSS, SELECTOR_DOUBLE_FAULT_TSS, SELECTOR_NMI_TSS],
    ].map((selector) => selector & ~7);
    for (let selector = 0; selector <= limit; selector += 8) {
      expect(descriptor(selector).present, `0x${selector.toString(16)}`).toBe(known.includes(selector));
    }
    expect(limit + 1).toBe(Math.max(...known) + 8);
  });

  const TASKS = [SELECTOR_TSS, SELECTOR_DOUBLE_FAULT_TSS, SELECTOR_NMI_TSS] as const;

  test.each(TASKS)("task %i is for ring 0, with no I/O map inside its limit", (selector) => {
    const { descriptor, view } = bootSegments();
    const { base, limit, ...rest } = descriptor(selector);
    expect(rest).toEqual({ default32: false, present: true, dpl: 0, system: true, type: 9 });
    expect(limit).toBeGreaterThanOrEqual(103);
    expect(view.getUint16(base + 102, true)).toBeGreaterThan(limit);
    expect(base & 3).toBe(0);
  });

  test.each([
    [SELECTOR_DOUBLE_FAULT_TSS, PLACES.double_fault_entry, PLACES.exception_stack_top],
    [SELECTOR_NMI_TSS, PLACES.nmi_entry, PLACES.nmi_stack_top],
  ])("task %i has a stack, flags and an address space of its own", (selector, entry, stackTop) => {
    const { descriptor, view } = bootSegments();
    const { base } = descriptor(selector);
    const word = (offset: number) => view.getUint32(base + offset, true);
    const [CR3, EIP, EFLAGS, ESP, ES, CS, SS, DS] = [28, 32, 36, 56, 72, 76, 80, 84] as const;
    expect([word(CR3), word(EIP), word(EFLAGS), word(CS)]).toEqual([DIRECTORY, entry, 2, SELECTOR_KERNEL_CODE]);
    expect([word(SS), word(DS), word(ES)]).toEqual(Array(3).fill(SELECTOR_KERNEL_DATA));
    expect(word(ESP)).toBe(stackTop);
  });

  test("the kernel's stack pointer lies where SYSENTER is told, in ring 0's segment", () => {
    const { call, descriptor, view } = bootSegments();
    const { base } = descriptor(SELECTOR_TSS);
    call.setKernelStack(0xcafe0000);
    expect(call.kernelStackPointerAddress()).toBe(base + 4);
    expect([view.getUint32(base + 4, true), view.getUint32(base + 8, true)]).toEqual([
      0xcafe0000,
      SELECTOR_KERNEL_DATA,
    ]);
  });
});

describe("the IDT", () => {
  const INTERRUPT_GATE_32 = 0xe;
  const TASK_GATE = 0x5;
  const NMI = 2;
  const DOUBLE_FAULT = 8;

  function bootGates() {
    const kernel = boot();
    kernel.call.initializeGates();
    // As the hypervisor board's main.ts does it.
    kernel.call.setInterruptGate(GATE_HYPERCALL, kernel.call.hypercallGateStub(), 3);
    const { base: idt, limit } = kernel.table("loadIdt");
    const gate = (vector: number) => {
      const low = kernel.view.getUint32(idt + 8 * vector, true);
      const high = kernel.view.getUint32(idt + 8 * vector + 4, true);
      return {
        offset: ((high & 0xffff0000) | (low & 0xffff)) >>> 0,
        selector: low >>> 16,
        present: (high & 0x8000) !== 0,
        dpl: (high >> 13) & 3,
        type: (high >> 8) & 0x1f,
        zero: high & 0xff,
      };
    };
    return { limit, gate };
  }

  test("ring 3 can raise the two call gates, a breakpoint and an overflow, and nothing else", () => {
    const { gate } = bootGates();
    const raisable = Array.from({ length: 256 }, (_, vector) => vector).filter((vector) => gate(vector).dpl === 3);
    expect(raisable).toEqual([3, 4, GATE_CORE, GATE_HYPERCALL]);
  });

  test("exceptions and hardware interrupts enter their stubs by interrupt gates, with interrupts off", () => {
    const { gate } = bootGates();
    for (let vector = 0; vector < 0x30; vector += 1) {
      if (vector === NMI || vector === DOUBLE_FAULT) continue;
      const dpl = vector === 3 || vector === 4 ? 3 : 0;
      const expected = { selector: SELECTOR_KERNEL_CODE, present: true, type: INTERRUPT_GATE_32, zero: 0, dpl };
      expect(gate(vector)).toEqual({ offset: gateStub(vector), ...expected });
    }
  });

  test("the call gates enter theirs", () => {
    const { gate } = bootGates();
    const expected = { selector: SELECTOR_KERNEL_CODE, present: true, type: INTERRUPT_GATE_32, zero: 0, dpl: 3 };
    expect(gate(GATE_CORE)).toEqual({ offset: PLACES.core_gate, ...expected });
    expect(gate(GATE_HYPERCALL)).toEqual({ offset: PLACES.hypercall_gate, ...expected });
  });

  test("NMI and double fault switch to tasks of their own", () => {
    const { gate } = bootGates();
    expect(gate(NMI)).toMatchObject({ selector: SELECTOR_NMI_TSS, type: TASK_GATE, present: true, dpl: 0 });
    expect(gate(DOUBLE_FAULT)).toMatchObject({ selector: SELECTOR_DOUBLE_FAULT_TSS, type: TASK_GATE, present: true });
  });

  test("all 256 vectors lie inside its limit; those that nobody uses are not present", () => {
    const { gate, limit } = bootGates();
    expect(limit).toBe(256 * 8 - 1);
    for (let vector = 0x30; vector < 256; vector += 1) {
      expect(gate(vector).present).toBe(vector === GATE_CORE || vector === GATE_HYPERCALL);
    }
  });

  test("an offset of 32 bits is split and kept", () => {
    const kernel = boot();
    kernel.call.initializeGates();
    kernel.call.setInterruptGate(0x20, 0xc0123456, 0);
    const { base } = kernel.table("loadIdt");
    expect(kernel.view.getUint32(base + 0x100, true) & 0xffff).toBe(0x3456);
    expect(kernel.view.getUint32(base + 0x104, true) >>> 16).toBe(0xc012);
  });
});
