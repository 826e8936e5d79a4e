/** The vCPUs of one partition, round robin: fair shares, whole slices, and nothing due that is not waited for. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  LINE_TIMER,
  LINE_VCPU,
  LINE_WINDOW_START,
  MAX_VCPUS,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_SLICE_NS,
} from "../../host/generated/abi.js";
import { bootSeveral, NUMBERS } from "./several-vcpus.js";
import { THREAD_DORMANT, THREAD_READY, THREAD_SLEEPING, THREAD_WAITING, THREAD_YIELDED } from "./world.js";

interface Functions {
  resetTurns(partition: number, windowEndNs: bigint): void;
  openWindowOfAll(partition: number, now: bigint, windowEndNs: bigint): void;
  bringAllUpToDate(partition: number, now: bigint): void;
  threadInTurn(partition: number, now: bigint): number;
  nextDeadline(partition: number): bigint;
  sliceEndNs(partition: number): bigint;
  setTurn(partition: number, thread: number): void;
  setTimer(vcpu: number, deadlineNs: bigint, periodNs: bigint): void;
  timerNs(vcpu: number): bigint;
  sleepUntilNs(thread: number, ns: bigint): void;
  raiseLine(vcpu: number, line: number, times: number): void;
}

const SLICE = BigInt(VCPU_SLICE_NS);
const TIMER_OFF = 0xffff_ffff_0000_0000n;
const START = 1_000_000_000n;

/** One kernel for all: to boot one for each run takes most of the time. */
const world = bootSeveral<Functions>();

/** The four as after power on, the first's turn. */
function boot() {
  const { call, vcpus, partitions } = world;
  const partition = partitions[0]!.address;
  for (const { vcpu } of vcpus) call.resetVcpu(vcpu);
  call.setTurn(partition, vcpus[0]!.thread);
  call.resetTurns(partition, START);
  const setStates = (states: readonly number[]) => {
    for (const [at, state] of states.entries()) call.setThreadState(vcpus[at]!.thread, state);
  };
  const state = (number: number) => call.threadState(vcpus[number]!.thread);
  /** Who has the turn now; it is given to him. */
  const turn = (now: bigint): number => {
    const thread = call.threadInTurn(partition, now);
    call.setTurn(partition, thread);
    return vcpus.findIndex((vcpu) => vcpu.thread === thread);
  };
  return { ...world, partition, setStates, state, turn };
}

const anyState = fc.constantFrom(THREAD_READY, THREAD_SLEEPING, THREAD_YIELDED, THREAD_WAITING, THREAD_DORMANT);
const states = fc.array(anyState, { minLength: MAX_VCPUS, maxLength: MAX_VCPUS });

/**
 * The rule, in words: who runs goes on while he can and his slice lasts; then the next who can, in a ring; or he again. What
 * a window's end leaves of a slice goes on in the next window.
 */
class Model {
  current = 0;
  sliceEnd = 0n;
  windowEnd = 0n;
  open(now: bigint, end: bigint): void {
    const left = this.sliceEnd - this.windowEnd;
    this.sliceEnd = now + (left > 0n ? left : 0n);
    this.windowEnd = end;
  }
  turn(now: bigint, ready: readonly boolean[]): number {
    if (ready[this.current] && now < this.sliceEnd) return this.current;
    const ring = NUMBERS.map((step) => (this.current + step + 1) % MAX_VCPUS);
    const next = ring.find((number) => ready[number]) ?? this.current;
    if (next !== this.current || now >= this.sliceEnd) this.sliceEnd = now + SLICE;
    this.current = next;
    return next;
  }
}

describe("turns", () => {
  const wait = fc.bigInt({ min: 0n, max: 2_500_000n });
  const step = fc.record({ states, wait, windowNs: fc.bigInt({ min: 100_000n, max: 5_000_000n }) });

  test("are those of a simple model, whoever blocks and whenever one looks", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const { call, partition, setStates, turn } = boot();
        const model = new Model();
        let now = START;
        model.windowEnd = START;
        call.openWindowOfAll(partition, now, now + 3_000_000n);
        model.open(now, now + 3_000_000n);
        for (const { states, wait, windowNs } of steps) {
          now += wait;
          if (now >= model.windowEnd) {
            call.openWindowOfAll(partition, now, now + windowNs);
            model.open(now, now + windowNs);
          }
          setStates(states);
          const ready = states.map((state) => state === THREAD_READY);
          expect(turn(now)).toBe(model.turn(now, ready));
          expect(call.sliceEndNs(partition)).toBe(model.sliceEnd);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("are fair: with the timer as late as it likes, no two that can run differ by more than a slice and its lateness", () => {
    const late = fc.array(fc.bigInt({ min: 0n, max: 300_000n }), { minLength: 20, maxLength: 60 });
    const ready = fc.uniqueArray(fc.nat(MAX_VCPUS - 1), { minLength: 2, maxLength: MAX_VCPUS });
    fc.assert(
      fc.property(ready, late, (runners, lateness) => {
        const { call, partition, setStates, turn } = boot();
        setStates(NUMBERS.map((number) => (runners.includes(number) ? THREAD_READY : THREAD_WAITING)));
        let now = START;
        call.openWindowOfAll(partition, now, TIMER_OFF);
        const ran = NUMBERS.map(() => 0n);
        const order: number[] = [];
        for (const late of lateness) {
          const who = turn(now);
          expect(runners).toContain(who);
          order.push(who);
          // Others wait: the slice's end is what the timer is armed for.
          const deadline = call.nextDeadline(partition);
          expect(deadline).toBe(call.sliceEndNs(partition));
          expect(deadline - now).toBe(SLICE);
          ran[who]! += deadline + late - now;
          now = deadline + late;
        }
        for (const [at, who] of order.entries()) expect(who).toBe(order[at % runners.length]);
        // Nobody runs twice while another could: the turns differ by one at most.
        const turns = runners.map((number) => order.filter((who) => who === number).length);
        expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
        for (const number of runners) expect(ran[number]).toBeGreaterThanOrEqual(SLICE * BigInt(Math.min(...turns)));
      }),
    );
  });

  test("are fair in windows shorter than a slice, too", () => {
    const windows = fc.array(fc.bigInt({ min: 100_000n, max: 1_500_000n }), { minLength: 30, maxLength: 90 });
    fc.assert(
      fc.property(windows, (durations) => {
        const { call, partition, setStates, turn } = boot();
        const ran = NUMBERS.map(() => 0);
        let now = START;
        for (const duration of durations) {
          const end = now + duration;
          call.openWindowOfAll(partition, now, end);
          setStates(NUMBERS.map(() => THREAD_READY));
          while (now < end) {
            const who = turn(now);
            const deadline = call.nextDeadline(partition);
            const until = BigInt(Math.min(Number(deadline), Number(end)));
            ran[who]! += Number(until - now);
            now = until;
          }
          // Others' windows.
          now += 2_000_000n;
        }
        expect(Math.max(...ran) - Math.min(...ran)).toBeLessThanOrEqual(VCPU_SLICE_NS);
      }),
    );
  });

  test("alone, a vCPU is not interrupted by its slices", () => {
    const { call, partition, setStates, turn } = boot();
    setStates([THREAD_WAITING, THREAD_DORMANT, THREAD_READY, THREAD_YIELDED]);
    call.openWindowOfAll(partition, START, TIMER_OFF);
    setStates([THREAD_WAITING, THREAD_DORMANT, THREAD_READY, THREAD_YIELDED]);
    for (let now = START; now < START + 10n * SLICE; now += 700_000n) {
      expect(turn(now)).toBe(2);
      expect(call.nextDeadline(partition)).toBe(TIMER_OFF);
    }
  });

  test("what a window's end leaves of a slice is had in the next window", () => {
    const { call, partition, setStates, turn } = boot();
    const [firstEnd, second] = [START + SLICE / 4n, START + 20n * SLICE];
    call.openWindowOfAll(partition, START, firstEnd);
    setStates([THREAD_WAITING, THREAD_READY, THREAD_READY, THREAD_WAITING]);
    expect(turn(START)).toBe(1);
    call.openWindowOfAll(partition, second, second + 9n * SLICE);
    setStates([THREAD_WAITING, THREAD_READY, THREAD_READY, THREAD_WAITING]);
    expect(turn(second + (SLICE / 4n) * 3n - 1n)).toBe(1);
    expect(turn(second + (SLICE / 4n) * 3n)).toBe(2);
  });
});

describe("deadlines", () => {
  const timer = fc.record({
    at: fc.oneof(fc.constant(TIMER_OFF), fc.bigInt({ min: START, max: START + 5_000_000n })),
    wakeNs: fc.bigInt({ min: START, max: START + 5_000_000n }),
  });
  const timers = fc.array(timer, { minLength: MAX_VCPUS, maxLength: MAX_VCPUS });

  test("the next is the nearest of all timers, of those sleeping, and of the slice's end while two can run", () => {
    fc.assert(
      fc.property(states, timers, (states, timers) => {
        const { call, partition, setStates, vcpus } = boot();
        call.openWindowOfAll(partition, START, TIMER_OFF);
        setStates(states);
        for (const [number, { at, wakeNs }] of timers.entries()) {
          call.setTimer(vcpus[number]!.vcpu, at, 0n);
          call.sleepUntilNs(vcpus[number]!.thread, wakeNs);
        }
        const dues = timers.map(({ at }) => at);
        for (const [number, { wakeNs }] of timers.entries()) if (states[number] === THREAD_SLEEPING) dues.push(wakeNs);
        if (states.filter((state) => state === THREAD_READY).length > 1) dues.push(call.sliceEndNs(partition));
        const [nearest = TIMER_OFF] = dues.sort((a, b) => Number(a - b));
        expect(call.nextDeadline(partition)).toBe(nearest);
      }),
      { numRuns: 300 },
    );
  });

  test("what came due of any vCPU is raised, those that sleep so long and those that wait for it are woken", () => {
    fc.assert(
      fc.property(states, timers, fc.bigInt({ min: 0n, max: 6_000_000n }), (states, timers, passed) => {
        const { call, partition, setStates, state, vcpus } = boot();
        const now = START + passed;
        setStates(states);
        for (const [number, { at, wakeNs }] of timers.entries()) {
          vcpus[number]!.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 1 << LINE_TIMER);
          call.setTimer(vcpus[number]!.vcpu, at, 0n);
          call.sleepUntilNs(vcpus[number]!.thread, wakeNs);
        }
        call.bringAllUpToDate(partition, now);
        for (const [number, { at, wakeNs }] of timers.entries()) {
          const due = at <= now && states[number] !== THREAD_DORMANT;
          expect(vcpus[number]!.vcpuPage().raised[LINE_TIMER]).toBe(due ? 1 : 0);
          const was = states[number]!;
          const wakes = (was === THREAD_SLEEPING && wakeNs <= now) || (was === THREAD_WAITING && due);
          expect(state(number)).toBe(wakes ? THREAD_READY : was);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a window's start", () => {
  test("is raised for each vCPU that there is, counts what its timer missed, and ends yields and sleeps", () => {
    const { call, partition, setStates, state, vcpus } = boot();
    setStates([THREAD_YIELDED, THREAD_SLEEPING, THREAD_SLEEPING, THREAD_WAITING]);
    for (const { vcpu } of vcpus) call.setTimer(vcpu, START + 7n, 100_000n);
    call.sleepUntilNs(vcpus[1]!.thread, START + 5n);
    call.sleepUntilNs(vcpus[2]!.thread, START + 50_000_000n);
    call.openWindowOfAll(partition, START + 10_000_000n, TIMER_OFF);
    expect(NUMBERS.map(state)).toEqual([THREAD_READY, THREAD_READY, THREAD_SLEEPING, THREAD_WAITING]);
    for (const vcpu of vcpus) {
      expect(vcpu.vcpuPage().raised[LINE_WINDOW_START]).toBe(1);
      expect(vcpu.vcpuPage().raised[LINE_TIMER]).toBe(100);
    }
  });
});

describe("counters", () => {
  test("N raises of any lines of any vCPU are seen as N, though nobody looks in between", () => {
    const raise = fc.record({
      number: fc.nat(MAX_VCPUS - 1),
      line: fc.nat(31),
      times: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(raise, { maxLength: 60 }), (raises) => {
        const { call, vcpus, neighbour } = boot();
        const expected = NUMBERS.map(() => new Array<number>(32).fill(0));
        for (const { number, line, times } of raises) {
          call.raiseLine(vcpus[number]!.vcpu, line, times);
          expected[number]![line]! += times;
        }
        for (const [number, vcpu] of vcpus.entries()) {
          const { raised, pending } = vcpu.vcpuPage();
          expect(raised).toEqual(expected[number]);
          const lines = expected[number]!.reduce((mask, count, line) => (count > 0 ? mask | (1 << line) : mask), 0);
          expect(pending).toBe(lines >>> 0);
        }
        expect(neighbour.vcpuPage().raised[LINE_VCPU]).toBe(0);
      }),
    );
  });
});
