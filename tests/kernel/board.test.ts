/** The hypervisor board as a whole on a fake PC: its boot, the ends that a boot can come to, and a guest's first calls. */
import { describe, expect, test } from "vitest";
import {
  CALL_CONSOLE_WRITE,
  CALL_SLEEP_UNTIL,
  type Context,
  decodeContext,
  decodeHostBlock,
  encodeContext,
  HYPERCALL_IRQ_REGISTER,
  HYPERCALL_LINE_ENABLE,
  HYPERCALL_TIMER_SET,
  HYPERCALL_WAIT,
  INFO_PAGE,
  LINE_TIMER,
  NO_PARTITION,
  PANIC_CLOCK,
  PANIC_CPU_FEATURE,
  PANIC_PAGE_POOL,
  PANIC_TABLE_CHECKSUM,
  RUN_PANIC,
  RUN_RUNNING,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
  STATUS_OK,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
} from "../../host/generated/abi.js";
import { SYSTEM_TABLE_PHYS } from "./map.js";
import { Halted, type Pc, startPc } from "./pc.js";
import { areaOf, HOST_BLOCK, sampleTable } from "./system.js";

interface Functions {
  partitionAt(index: number): number;
  threadOf(partition: number): number;
  vcpuOf(thread: number): number;
  pageOf(vcpu: number): number;
}

const WINDOW_NS = 10_000_000n;
/** One partition, then idle time. */
const alone = sampleTable(1, [
  { partition: 0, durationNs: WINDOW_NS },
  { partition: NO_PARTITION, durationNs: WINDOW_NS },
]);
const area = areaOf(0);

const boot = () => startPc<Functions>(alone, 10_000);

/** The guest that runs. */
const context = (pc: Pc<Functions>): Context => decodeContext(pc.view, pc.context());
const registers = (pc: Pc<Functions>, change: Partial<Context>): void =>
  encodeContext(pc.view, pc.context(), { ...context(pc), ...change });

function started(): Pc<Functions> {
  const pc = boot();
  pc.start();
  while (!pc.guestRuns()) pc.timer(0n);
  return pc;
}

describe("the boot", () => {
  test("ends in a guest's first instruction, with the registers that the ABI promises", () => {
    const pc = started();
    const { entry, stackTop } = alone.arrays.partitions[0]!;
    const segments = { cs: SELECTOR_USER_CODE, ss: SELECTOR_USER_DATA, gs: SELECTOR_USER_DATA, fs: SELECTOR_USER_DATA };
    const general = { eax: 0, ebx: INFO_PAGE, ecx: 0, edx: 0, esi: 0, edi: 0, ebp: 0 };
    expect(context(pc)).toMatchObject({ ...general, ...segments, eip: entry, esp: stackTop, eflags: 0x202 });
    expect(decodeHostBlock(pc.view, HOST_BLOCK).runState).toBe(RUN_RUNNING);
  });

  test("measures the time-stamp counter to 100 parts in a million, on ports as slow as a PC's", () => {
    const { tscFrequencyHz } = decodeHostBlock(started().view, HOST_BLOCK);
    expect(Math.abs(Number(tscFrequencyHz) - 1e9) / 1e9).toBeLessThan(100e-6);
  });
});

describe("a boot that can't go on panics, and says why on the serial line and to the host", () => {
  const ends: readonly [string, number, (pc: Pc<Functions>) => void, string][] = [
    [
      "a processor without what it needs",
      PANIC_CPU_FEATURE,
      ({ processor }) => {
        processor.execute.cpuFeatures = () => 0;
      },
      "lacks a feature",
    ],
    [
      "a damaged table",
      PANIC_TABLE_CHECKSUM,
      ({ bytes }) => bytes.fill(1, SYSTEM_TABLE_PHYS + 16, SYSTEM_TABLE_PHYS + 20),
      "checksum",
    ],
    [
      "no PIT",
      PANIC_CLOCK,
      ({ processor }) => {
        const ports = processor.readPort;
        processor.readPort = (port) => (port === 0x40 ? 0 : ports(port));
      },
      "could not be calibrated",
    ],
  ];

  test.each(ends)("%s", (_, code, spoil, text) => {
    const pc = boot();
    spoil(pc);
    expect(pc.start).toThrow(Halted);
    expect(pc.serial()).toContain(text);
    expect(decodeHostBlock(pc.view, HOST_BLOCK)).toMatchObject({ runState: RUN_PANIC, panicCode: code });
  });

  test("a page pool that is too small", () => {
    const header = { ...alone.header, pagePoolSizeBytes: 0x3000 };
    const pc = startPc<Functions>({ ...alone, header }, 0);
    expect(pc.start).toThrow(Halted);
    expect(decodeHostBlock(pc.view, HOST_BLOCK).panicCode).toBe(PANIC_PAGE_POOL);
  });
});

describe("a guest", () => {
  test("writes a line, and it goes out with the partition's name", () => {
    const pc = started();
    pc.bytes.set(Buffer.from("hello\n"), area.data);
    registers(pc, { eax: CALL_CONSOLE_WRITE, ebx: area.data, ecx: 6 });
    pc.call80();
    expect(context(pc)).toMatchObject({ eax: 0, edx: 6 });
    for (let windows = 0; windows < 3; windows += 1) pc.timer(0n);
    expect(pc.serial()).toContain("[p0] hello\r\n");
  });

  test("sleeps, and makes its call again on time", () => {
    const pc = started();
    const until = pc.now() + 2_000_000n;
    registers(pc, { eax: CALL_SLEEP_UNTIL, ebx: Number(until), ecx: 0, eip: area.code + 0x22 });
    pc.call80();
    expect(pc.guestRuns()).toBe(false);
    while (!pc.guestRuns()) pc.timer(0n);
    expect(context(pc)).toMatchObject({ eax: CALL_SLEEP_UNTIL, eip: area.code + 0x20 });
    expect(pc.now()).toBeGreaterThanOrEqual(until);
    expect(pc.now()).toBeLessThan(until + 20_000n);
  });

  test("waits for its timer, and wakes in the handler, on time", () => {
    const pc = started();
    const handler = area.code + 0x80;
    const page = pc.call.pageOf(pc.call.vcpuOf(pc.call.threadOf(pc.call.partitionAt(0))));
    const call = (nr: number, change: Partial<Context>) => {
      registers(pc, { eax: nr, eip: area.code + 0x22, ...change });
      pc.call82();
    };
    call(HYPERCALL_IRQ_REGISTER, { ebx: LINE_TIMER, ecx: handler });
    call(HYPERCALL_LINE_ENABLE, { ebx: LINE_TIMER });
    const due = pc.now() + 3_000_000n;
    call(HYPERCALL_TIMER_SET, { ebx: Number(due), ecx: 0, edx: 0, esi: 0 });
    pc.view.setUint32(page + VCPU_PAGE_INTERRUPT_FLAG_OFFSET, 0x200, true);
    call(HYPERCALL_WAIT, {});
    expect(pc.guestRuns()).toBe(false);
    while (!pc.guestRuns()) pc.timer(0n);
    const { eip, esp, eax } = context(pc);
    expect([eip, eax]).toEqual([handler, STATUS_OK]);
    expect(pc.view.getUint32(esp, true)).toBe(LINE_TIMER);
    expect(pc.view.getUint32(esp + 4, true)).toBe(area.code + 0x22);
    expect(pc.now()).toBeGreaterThanOrEqual(due);
    expect(pc.now()).toBeLessThan(due + 20_000n);
  });

  test("goes to sleep with its flag set and a line pending that it did not look at: the handler comes first", () => {
    const pc = started();
    const handler = area.code + 0x80;
    const page = pc.call.pageOf(pc.call.vcpuOf(pc.call.threadOf(pc.call.partitionAt(0))));
    registers(pc, { eax: HYPERCALL_IRQ_REGISTER, ebx: LINE_TIMER, ecx: handler });
    pc.call82();
    registers(pc, { eax: HYPERCALL_LINE_ENABLE, ebx: LINE_TIMER });
    pc.call82();
    registers(pc, { eax: HYPERCALL_TIMER_SET, ebx: 0, ecx: 0, edx: 0, esi: 0 });
    pc.call82();
    pc.view.setUint32(page + VCPU_PAGE_INTERRUPT_FLAG_OFFSET, 0x200, true);
    const until = pc.now() + 2_000_000n;
    registers(pc, { eax: CALL_SLEEP_UNTIL, ebx: Number(until), ecx: 0, eip: area.code + 0x22 });
    pc.call80();
    expect(pc.guestRuns()).toBe(true);
    const { eip, esp } = context(pc);
    expect(eip).toBe(handler);
    // The return makes the call again.
    expect(pc.view.getUint32(esp + 4, true)).toBe(area.code + 0x20);
    expect(pc.now()).toBeLessThan(until);
  });
});
