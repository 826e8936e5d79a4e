/** Starting, stopping and calling vCPUs, and the return sequence of each. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  INFO_PAGE,
  LINE_VCPU,
  LINE_WINDOW_START,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
  UPCALL_RETURN,
  UPCALL_RETURN_STRIDE,
  VCPU_PAGE_ENABLED_OFFSET,
  VECTOR_COMPOSED,
} from "../../host/generated/abi.js";
import { CALLS, type CallFunctions } from "./calls-world.js";
import { returnSequence } from "./return-sequence.js";
import { bootSeveral, NUMBERS } from "./several-vcpus.js";
import { areaOf } from "./system.js";
import { FLAG_SET, guestOf, HANDLER, readyForUpcalls, type UpcallFunctions } from "./upcall-guest.js";
import { THREAD_DORMANT, THREAD_READY, THREAD_WAITING } from "./world.js";

const { code, data, stackTop } = areaOf(0);
const EIP = code + 0x123;
const OTHERS = NUMBERS.slice(1);
const numberOf = (name: string) => [...CALLS.values()].find((call) => call.name === name)!.nr;
const OK = 0;
const BAD_POINTER = 2;
const BAD_ARGUMENT = 3;
const NO_ACTION = 5;

function boot() {
  const world = bootSeveral<CallFunctions>();
  const { call, vcpus } = world;
  /** vCPU `from` makes the call; tells its status. */
  const make = (from: number, name: string, args: object) => {
    vcpus[from]!.setContext({ ...args, eax: numberOf(name) });
    call.dispatchHypercall(vcpus[from]!.thread);
    return vcpus[from]!.context().eax;
  };
  const start = (from: number, number: number, more: object = {}) =>
    make(from, "vcpu_start", { ebx: number, ecx: code, edx: stackTop, esi: 77, ...more });
  const states = () => vcpus.map(({ thread }) => call.threadState(thread));
  return { ...world, make, start, states };
}

describe("a start", () => {
  test("is of vCPU 0 alone when the partition starts", () => {
    expect(boot().states()).toEqual([THREAD_READY, ...OTHERS.map(() => THREAD_DORMANT)]);
  });

  test("gives the registers that the ABI promises, an empty page with its number, and nothing of the last run", () => {
    const { vcpus, start, states, bytes } = boot();
    const started = vcpus[2]!;
    bytes.fill(0xee, started.page, started.page + 4096);
    started.setContext({ eax: 1, edi: 2, ebp: 3, eflags: 0xffffffff, cs: 8, ss: 8, gs: 0x43, fs: 0x18 });
    expect(start(0, 2)).toBe(OK);
    expect(states()).toEqual([THREAD_READY, THREAD_DORMANT, THREAD_READY, THREAD_DORMANT]);
    expect(started.context()).toMatchObject({
      ...{ eax: 0, ebx: INFO_PAGE, ecx: 2, edx: 77, esi: 0, edi: 0, ebp: 0, eip: code, esp: stackTop },
      ...{ eflags: 0x202, cs: SELECTOR_USER_CODE, ss: SELECTOR_USER_DATA, vector: VECTOR_COMPOSED },
      ...{ gs: SELECTOR_USER_DATA, fs: SELECTOR_USER_DATA },
    });
    const page = started.vcpuPage();
    expect(page).toMatchObject({ vcpu: 2, interruptFlag: 0, pending: 0, enabled: 0, threadPointer: 0 });
    expect([...page.raised, ...page.taken, ...page.guest].every((word) => word === 0)).toBe(true);
  });

  test("by any vCPU, of any that does not run; a running one, itself too, is left alone", () => {
    const { start, vcpus, bytes } = boot();
    expect(start(0, 1)).toBe(OK);
    expect(start(1, 3)).toBe(OK);
    for (const [from, number] of [
      [0, 0],
      [0, 1],
      [3, 0],
      [3, 3],
    ] as const) {
      const page = bytes.slice(vcpus[number]!.page, vcpus[number]!.page + 4096);
      expect(start(from, number)).toBe(NO_ACTION);
      expect(Buffer.compare(page, bytes.subarray(vcpus[number]!.page, vcpus[number]!.page + 4096))).toBe(0);
    }
  });

  test("of a number that there is not, or where nothing can be executed, changes nothing", () => {
    const { start, states } = boot();
    const before = states();
    for (const number of [4, 5, 0x80000000, 0xffffffff]) expect(start(0, number)).toBe(BAD_ARGUMENT);
    for (const ecx of [0, data, 0x40000000, 0xc0100000, 0xffffffff]) expect(start(0, 1, { ecx })).toBe(BAD_POINTER);
    expect(states()).toEqual(before);
  });

  test("takes any stack: what is wrong with it is the vCPU's own trouble", () => {
    for (const edx of [0, 1, 0xffffffff, 0xc0200000]) {
      const { start, vcpus } = boot();
      expect(start(0, 1, { edx })).toBe(OK);
      expect(vcpus[1]!.context()).toMatchObject({ esp: edx, cs: SELECTOR_USER_CODE, ss: SELECTOR_USER_DATA });
    }
  });
});

describe("a stop", () => {
  test("is the caller's own, takes its timer along, and it can be started anew", () => {
    const { start, make, states, call, vcpus } = boot();
    start(0, 1);
    make(1, "timer_set", { ebx: 0, ecx: 1, edx: 60_000, esi: 0 });
    make(1, "vcpu_stop", {});
    expect(states()[1]).toBe(THREAD_DORMANT);
    expect(call.timerNs(vcpus[1]!.vcpu)).toBe(0xffff_ffff_0000_0000n);
    expect(start(0, 1)).toBe(OK);
  });
});

describe("a notification", () => {
  test("is counted each time, of a vCPU that waits wakes it, and of one that does not run is nothing", () => {
    const { start, make, states, vcpus } = boot();
    start(0, 1);
    vcpus[1]!.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 1 << LINE_VCPU);
    make(1, "wait", {});
    expect(states()[1]).toBe(THREAD_WAITING);
    for (let times = 1; times <= 50; times += 1) {
      expect(make(0, "vcpu_notify", { ebx: 1 })).toBe(OK);
      expect(vcpus[1]!.vcpuPage().raised[LINE_VCPU]).toBe(times);
    }
    expect(states()[1]).toBe(THREAD_READY);
    expect(vcpus[1]!.vcpuPage().pending).toBe(1 << LINE_VCPU);
    expect(make(0, "vcpu_notify", { ebx: 0 })).toBe(OK);
    expect(vcpus[0]!.vcpuPage().raised[LINE_VCPU]).toBe(1);
    expect(make(0, "vcpu_notify", { ebx: 3 })).toBe(OK);
    expect(vcpus[3]!.vcpuPage()).toMatchObject({ pending: 0 });
    for (const ebx of [4, 0xffffffff]) expect(make(0, "vcpu_notify", { ebx })).toBe(BAD_ARGUMENT);
  });

  test("does not leave the partition", () => {
    const { make, neighbour } = boot();
    for (const ebx of NUMBERS) make(0, "vcpu_notify", { ebx });
    expect(neighbour.vcpuPage().pending & ~(1 << LINE_WINDOW_START)).toBe(0);
  });
});

describe.each(NUMBERS)("the return sequence of vCPU %i", (number) => {
  const sequence = returnSequence(number);
  const storm = fc.array(fc.record({ steps: fc.nat(9), line: fc.integer({ min: 0, max: 31 }) }), { maxLength: 60 });

  test("interrupted anywhere neither piles up frames nor loses a line, and touches no other's page", () => {
    fc.assert(
      fc.property(storm, fc.integer({ min: 0, max: 0xffffffff }), fc.boolean(), (interrupts, eax, carry) => {
        const world = bootSeveral<UpcallFunctions>();
        const { call, bytes, vcpus } = world;
        const self = vcpus[number]!;
        call.resetVcpu(self.vcpu);
        readyForUpcalls(world, self);
        const before = { eax, esp: stackTop - 64, eip: EIP, eflags: carry ? 0x203 : 0x242 };
        self.setContext(before);
        const others = vcpus.filter((_, at) => at !== number);
        const pages = () => others.map(({ page }) => Buffer.from(bytes.slice(page, page + 4096)));
        const pagesBefore = pages();
        const { guest, interrupt, runHandler } = guestOf(world, self, UPCALL_RETURN + number * UPCALL_RETURN_STRIDE);
        const run = (steps: number) => {
          for (let left = steps; left > 0; left -= 1) {
            if (guest.eip === HANDLER) runHandler();
            else if (sequence.isIn(guest)) sequence.step(guest);
          }
        };
        const raised = new Array(32).fill(0);
        for (const { steps, line } of interrupts) {
          run(steps);
          interrupt(() => call.raiseLine(self.vcpu, line, 1));
          raised[line] += 1;
        }
        run(20 * 33);
        expect({ eax: guest.eax, esp: guest.esp, eip: guest.eip, eflags: guest.eflags }).toEqual(before);
        expect(guest.taken).toEqual(raised);
        expect(self.vcpuPage()).toMatchObject({ interruptFlag: FLAG_SET, pending: 0 });
        // One interrupt frame at any time.
        expect(guest.lowestEsp()).toBeGreaterThanOrEqual(before.esp - 16);
        expect(pages().every((page, at) => page.equals(pagesBefore[at]!))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("is a place like any other for the other vCPUs: their upcall lies on top", () => {
    for (const address of sequence.addresses) {
      const world = bootSeveral<UpcallFunctions>();
      const self = world.vcpus[(number + 1) % NUMBERS.length]!;
      world.call.resetVcpu(self.vcpu);
      readyForUpcalls(world, self);
      self.setContext({ eip: address, esp: stackTop - 64, eflags: 0x202 });
      world.call.raiseLine(self.vcpu, 3, 1);
      expect(world.call.deliverPending(self.vcpu)).toBe(1);
      expect(self.context()).toMatchObject({ eip: HANDLER, esp: stackTop - 64 - 16 });
      expect(world.view.getUint32(stackTop - 64 - 12, true)).toBe(address);
    }
  });
});
