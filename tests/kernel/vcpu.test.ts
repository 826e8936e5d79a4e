/** A vCPU's timer and lines against simple models: nothing raised is ever lost, and who waits is woken, no one else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  LINE_TIMER,
  LINE_WINDOW_START,
  TIMER_PERIOD_MIN_NS,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
} from "../../host/generated/abi.js";
import { bootWorld, THREAD_DORMANT, THREAD_READY, THREAD_SLEEPING, THREAD_WAITING, THREAD_YIELDED } from "./world.js";

interface Functions {
  setTimer(vcpu: number, deadlineNs: bigint, periodNs: bigint): void;
  timerNs(vcpu: number): bigint;
  advanceTimer(vcpu: number, now: bigint): void;
  raiseLine(vcpu: number, line: number, times: number): void;
  setCommonHandler(vcpu: number, handler: number): void;
  setHandler(vcpu: number, line: number, handler: number): void;
  pendingLines(vcpu: number): number;
  deliverableLines(vcpu: number): number;
  wakeIfDue(vcpu: number): void;
}

const TIMER_OFF = 0xffff_ffff_0000_0000n;
const FLAG_SET = 0x200;

function boot() {
  const world = bootWorld<Functions>();
  const self = world.partitions[0]!;
  return { ...world, self, raised: (line: number) => self.vcpuPage().raised[line]! };
}

describe("the timer", () => {
  const { call, self, raised, view } = boot();
  const deadline = fc.bigInt({ min: 0n, max: 1n << 40n });
  const period = fc.oneof(fc.constant(0n), fc.bigInt({ min: BigInt(TIMER_PERIOD_MIN_NS), max: 3_000_000n }));
  const delays = fc.array(fc.bigInt({ min: 0n, max: 20_000_000n }), { minLength: 1, maxLength: 15 });
  const rearm = (deadlineNs: bigint, periodNs: bigint) => {
    call.resetVcpu(self.vcpu);
    call.setTimer(self.vcpu, deadlineNs, periodNs);
  };

  test("counts by division what stepping one by one would count", () => {
    fc.assert(
      fc.property(deadline, period, delays, (deadlineNs, periodNs, waits) => {
        rearm(deadlineNs, periodNs);
        let next = deadlineNs;
        let count = 0;
        let now = deadlineNs - (deadlineNs % 3n);
        for (const wait of waits) {
          now += wait;
          call.advanceTimer(self.vcpu, now);
          while (next <= now) {
            count += 1;
            next = periodNs === 0n ? TIMER_OFF : next + periodNs;
          }
          expect(raised(LINE_TIMER)).toBe(count);
          expect(call.timerNs(self.vcpu)).toBe(next);
          expect(self.vcpuPage().pending & 1).toBe(count > 0 ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("after a long absence keeps its phase and counts every period", () => {
    const periods = 3_000_000n;
    rearm(1_000n, 50_000n);
    call.advanceTimer(self.vcpu, 1_000n + periods * 50_000n + 7n);
    expect(raised(LINE_TIMER)).toBe(Number(periods) + 1);
    expect(call.timerNs(self.vcpu)).toBe(1_000n + (periods + 1n) * 50_000n);
  });

  test("is not raised before its deadline, and never when off", () => {
    rearm(5_000n, 0n);
    call.advanceTimer(self.vcpu, 4_999n);
    expect(raised(LINE_TIMER)).toBe(0);
    rearm(TIMER_OFF, 0n);
    call.advanceTimer(self.vcpu, 1n << 62n);
    expect(raised(LINE_TIMER)).toBe(0);
  });

  test("of a partition that is being started does nothing", () => {
    rearm(5_000n, 0n);
    call.setThreadState(self.thread, THREAD_DORMANT);
    call.advanceTimer(self.vcpu, 6_000n);
    expect(raised(LINE_TIMER)).toBe(0);
    call.setThreadState(self.thread, THREAD_READY);
  });

  test("a counter goes on past 2^32", () => {
    rearm(TIMER_OFF, 0n);
    call.raiseLine(self.vcpu, 5, 0xffffffff);
    call.raiseLine(self.vcpu, 5, 3);
    expect(raised(5)).toBe(2);
    expect(view.getUint32(self.page + VCPU_PAGE_PENDING_OFFSET, true)).toBe(1 << 5);
  });
});

describe("lines", () => {
  const u32 = fc.integer({ min: 0, max: 0xffffffff });
  const state = fc.constantFrom(THREAD_READY, THREAD_SLEEPING, THREAD_YIELDED, THREAD_WAITING, THREAD_DORMANT);
  const situation = fc.record({
    flag: fc.constantFrom(0, FLAG_SET, 1, 0xffffffff),
    pending: u32,
    enabled: u32,
    common: fc.constantFrom(0, 0x80010),
    own: fc.uniqueArray(fc.integer({ min: 0, max: 31 }), { maxLength: 4 }),
    line: fc.integer({ min: 0, max: 31 }),
    state,
  });

  test("pending, deliverable and waking are what the rules say, whatever the page holds", () => {
    const { call, self } = boot();
    fc.assert(
      fc.property(situation, ({ flag, pending, enabled, common, own, line, state }) => {
        call.resetVcpu(self.vcpu);
        self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, flag);
        self.setPageWord(VCPU_PAGE_PENDING_OFFSET, pending);
        self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, enabled);
        call.setCommonHandler(self.vcpu, common);
        for (const handled of own) call.setHandler(self.vcpu, handled, 0x80020);
        call.setThreadState(self.thread, state);
        call.raiseLine(self.vcpu, line, 1);

        const due = ((pending | (1 << line)) & enabled) >>> 0;
        const handled = own.reduce((mask, line) => mask | (1 << line), 0);
        const deliverable = flag === 0 ? 0 : (due & (common === 0 ? handled : -1)) >>> 0;
        expect(call.pendingLines(self.vcpu)).toBe(due);
        expect(call.deliverableLines(self.vcpu)).toBe(deliverable);
        const wakes = (state === THREAD_WAITING && due !== 0) || (state === THREAD_SLEEPING && deliverable !== 0);
        expect(call.threadState(self.thread)).toBe(wakes ? THREAD_READY : state);
        expect(self.vcpuPage().raised[line]).toBe(1);
        expect(self.vcpuPage().interruptFlag).toBe(flag);
        expect(self.vcpuPage().enabled).toBe(enabled);
      }),
      { numRuns: 1000 },
    );
  });

  test("are of one vCPU alone", () => {
    const { call, partitions } = boot();
    call.raiseLine(partitions[0]!.vcpu, LINE_WINDOW_START, 1);
    expect(partitions[1]!.vcpuPage()).toMatchObject({ pending: 0 });
    expect(partitions[1]!.vcpuPage().raised[LINE_WINDOW_START]).toBe(0);
  });

  test("a start leaves nothing of the last run", () => {
    const { call, self, bytes } = boot();
    bytes.fill(0xee, self.page, self.page + 4096);
    call.setCommonHandler(self.vcpu, 0x80010);
    call.setHandler(self.vcpu, 3, 0x80020);
    call.setTimer(self.vcpu, 5n, 60_000n);
    call.resetVcpu(self.vcpu);
    expect(bytes.subarray(self.page, self.page + 4096).every((byte) => byte === 0)).toBe(true);
    expect(call.timerNs(self.vcpu)).toBe(TIMER_OFF);
    self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, FLAG_SET);
    self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 0xffffffff);
    call.raiseLine(self.vcpu, 3, 1);
    expect(call.deliverableLines(self.vcpu)).toBe(0);
  });
});
