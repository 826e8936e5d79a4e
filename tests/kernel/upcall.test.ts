/** Upcalls: the frame, the return interrupted anywhere, the race at unmask, and stacks that can't take a frame. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  EVENT_UPCALL,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
  UPCALL_RETURN,
  UPCALL_RETURN_EAX_POPPED,
  UPCALL_RETURN_EAX_PUSHED,
  UPCALL_RETURN_END,
  UPCALL_RETURN_FLAG_SET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
} from "../../host/generated/abi.js";
import { ADDRESSES, isInSequence, RETURN_SEQUENCE, step } from "./return-sequence.js";
import { areaOf } from "./system.js";
import { FLAG_SET, guestOf, HANDLER, readyForUpcalls, type UpcallFunctions } from "./upcall-guest.js";
import { bootWorld } from "./world.js";

const { stack, stackTop, code, data } = areaOf(0);
const EIP = code + 0x123;

function boot() {
  const world = bootWorld<UpcallFunctions>();
  const self = world.partitions[0]!;
  readyForUpcalls(world, self);
  self.setContext({ eip: EIP, esp: stackTop - 64 });
  return { ...world, self };
}

const words = (view: DataView, at: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => view.getUint32(at + 4 * index, true));

describe("an interrupt", () => {
  test("leaves EFLAGS, CS, EIP and the line number on the stack, the flag clear, and enters the handler", () => {
    const { call, view, self } = boot();
    self.setContext({ eflags: 0x246, eax: 1, ebx: 2, ebp: 3 });
    call.raiseLine(self.vcpu, 7, 1);
    expect(call.deliverPending(self.vcpu)).toBe(1);
    const esp = stackTop - 64 - 16;
    expect(words(view, esp, 4)).toEqual([7, EIP, SELECTOR_USER_CODE, 0x246]);
    expect(self.context()).toMatchObject({ eip: HANDLER, esp, eflags: 0x202, eax: 1, ebx: 2, ebp: 3 });
    expect(self.vcpuPage()).toMatchObject({ interruptFlag: 0, pending: 1 << 7 });
    expect(self.statistics().upcalls).toBe(1n);
    expect(self.trace().at(-1)).toMatchObject({ event: EVENT_UPCALL, a: 7, b: EIP, c: HANDLER });
  });

  test("of the lower line comes first, and enters the line's own handler where it has one", () => {
    const { call, view, self } = boot();
    call.setHandler(self.vcpu, 4, HANDLER + 8);
    call.raiseLine(self.vcpu, 9, 1);
    call.raiseLine(self.vcpu, 4, 1);
    call.deliverPending(self.vcpu);
    expect(view.getUint32(self.context().esp, true)).toBe(4);
    expect(self.context().eip).toBe(HANDLER + 8);
  });

  test("with nothing due changes nothing", () => {
    const { call, self, bytes } = boot();
    const before = bytes.slice();
    expect(call.deliverPending(self.vcpu)).toBe(1);
    expect(Buffer.compare(bytes, before)).toBe(0);
  });
});

describe("an exception", () => {
  test.each([0, FLAG_SET])("keeps the virtual flag %i in its frame, with vector, address and error code", (flag) => {
    const { call, view, self } = boot();
    self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, flag);
    self.setContext({ eflags: 0x10297 });
    call.setExceptions(self.vcpu, 1 << 14, HANDLER);
    expect(call.deliverException(self.vcpu, 14, 6, 0xdead)).toBe(1);
    const esp = stackTop - 64 - 24;
    const eflags = (0x10297 & ~FLAG_SET) | flag;
    expect(words(view, esp, 6)).toEqual([14, 0xdead, 6, EIP, SELECTOR_USER_CODE, eflags]);
    expect(self.context()).toMatchObject({ eip: HANDLER, esp, eflags: 0x202 });
    expect(self.vcpuPage().interruptFlag).toBe(0);
  });

  test("that was not asked for goes to health monitoring", () => {
    const { call, self, bytes } = boot();
    call.setExceptions(self.vcpu, 1 << 14, HANDLER);
    const before = bytes.slice();
    expect(call.deliverException(self.vcpu, 13, 0, 0)).toBe(0);
    expect(Buffer.compare(bytes, before)).toBe(0);
  });
});

describe("a stack that can't take the frame", () => {
  const badStacks = [0, 8, 15, stack - 4, stack, stack + 12, code + 0x800, data, stackTop + 1, 0xc0000000, 0xffffffff];

  /** Tells whether the frame was taken; if not, that nothing is changed but the cache of the pointer check. */
  function refuses(world: ReturnType<typeof boot>, deliver: () => number): boolean {
    const { call, self, bytes } = world;
    call.clearPointerCache(self.address);
    const before = bytes.slice();
    if (deliver() === 1) return false;
    call.clearPointerCache(self.address);
    expect(Buffer.compare(bytes, before)).toBe(0);
    return true;
  }

  test.each(badStacks)("ESP %i: refused, and nothing is changed", (esp) => {
    const world = boot();
    const { call, self } = world;
    call.setExceptions(self.vcpu, 0xffffffff, HANDLER);
    self.setContext({ esp });
    call.raiseLine(self.vcpu, 0, 1);
    expect(refuses(world, () => call.deliverPending(self.vcpu))).toBe(true);
    expect(refuses(world, () => call.deliverException(self.vcpu, 6, 0, 0))).toBe(true);
  });

  test.each([...ADDRESSES])("inside the return sequence at %i it is refused too, or the return is completed", (eip) => {
    const world = boot();
    const { call, self } = world;
    // A return can read its frame from code, where nothing can be written.
    const refused = [...badStacks, code + 0x10].filter((esp) => {
      readyForUpcalls(world, self);
      self.setContext({ esp, eip });
      call.raiseLine(self.vcpu, 0, 1);
      return refuses(world, () => call.deliverPending(self.vcpu));
    });
    const completed = badStacks.filter((esp) => !refused.includes(esp));
    // A frame that the return takes from the stack makes room for the upcall's.
    for (const esp of completed) expect([stack, stack + 12, data]).toContain(esp);
  });
});

describe("the return sequence", () => {
  test("lies as abi/ tells the kernel", () => {
    const at = (index: number) => ADDRESSES[index];
    const named = [UPCALL_RETURN, UPCALL_RETURN_FLAG_SET, UPCALL_RETURN_EAX_PUSHED];
    expect([at(0), at(1), at(2)]).toEqual(named);
    expect([at(5), at(8)]).toEqual([UPCALL_RETURN_EAX_POPPED, UPCALL_RETURN_END]);
    expect(ADDRESSES.at(-1)! + 2 - UPCALL_RETURN).toBe(RETURN_SEQUENCE.length);
  });

  const ways = ADDRESSES.slice(0, -1).flatMap((address, at) => [
    [at, false, address] as const,
    [at, true, address] as const,
  ]);
  const IRET = 6;

  test.each(ways)(
    "interrupted before instruction %i, more pending at its start: %s, ends as begun",
    (at, more, address) => {
      const world = boot();
      const { self, call } = world;
      const before = { eax: 0x11111111, esp: stackTop - 64, eip: EIP, eflags: 0x246 };
      self.setContext(before);
      const { guest, interrupt, runHandler } = guestOf(world, self);
      interrupt(() => call.raiseLine(self.vcpu, 3, 1));
      runHandler();
      if (more) interrupt(() => call.raiseLine(self.vcpu, 4, 1));
      let interrupted = false;
      while (guest.eip !== EIP) {
        if (guest.eip === address && !interrupted) {
          interrupted = true;
          interrupt(() => call.raiseLine(self.vcpu, 5, 1));
        }
        if (guest.eip === HANDLER) runHandler();
        else step(guest);
      }
      expect({ eax: guest.eax, esp: guest.esp, eip: guest.eip, eflags: guest.eflags }).toEqual(before);
      expect(self.vcpuPage()).toMatchObject({ interruptFlag: FLAG_SET, pending: 0 });
      expect(guest.taken.slice(3, 6)).toEqual([1, Number(more), Number(interrupted)]);
      // The sequence takes its long way when it finds something pending.
      expect(interrupted).toBe(at <= IRET || more);
    },
  );

  test("a storm neither piles up frames nor loses a line, and the guest resumes as it was", () => {
    const storm = fc.array(fc.record({ steps: fc.nat(9), line: fc.integer({ min: 0, max: 31 }) }), { maxLength: 80 });
    fc.assert(
      fc.property(storm, fc.integer({ min: 0, max: 0xffffffff }), fc.boolean(), (interrupts, eax, carry) => {
        const world = boot();
        const { self, call } = world;
        const before = { eax, esp: stackTop - 64, eip: EIP, eflags: carry ? 0x203 : 0x242 };
        self.setContext(before);
        const { guest, interrupt, runHandler } = guestOf(world, self);
        const run = (steps: number) => {
          for (let left = steps; left > 0; left -= 1) {
            if (guest.eip === HANDLER) runHandler();
            else if (isInSequence(guest)) step(guest);
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
        expect(self.vcpuPage().raised).toEqual(raised);
        // One interrupt frame at any time.
        expect(guest.lowestEsp()).toBeGreaterThanOrEqual(before.esp - 16);
      }),
      { numRuns: 200 },
    );
  });
});

describe("unmasking by memory", () => {
  /**
   * The guest's side as the ABI has it, a step each: set the flag; look at what is pending; if there is something clear
   * the flag, look again, and take it oneself. An interrupt may come between any two.
   */
  test("whatever comes between its steps, each line raised is taken", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 6 }), (moments) => {
        const world = boot();
        const { self, call } = world;
        self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, 0);
        const { guest, interrupt, runHandler } = guestOf(world, self);
        const handleAll = () => {
          while (guest.eip !== EIP) {
            if (guest.eip === HANDLER) runHandler();
            else step(guest);
          }
        };
        let raised = 0;
        const left = [...moments];
        const interruptsAt = (moment: number) => {
          for (let at = left.indexOf(moment); at >= 0; at = left.indexOf(moment)) {
            left.splice(at, 1);
            raised += 1;
            interrupt(() => call.raiseLine(self.vcpu, 2, 1));
            handleAll();
          }
        };
        const setFlag = (value: number) => self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, value);
        const pending = () => self.vcpuPage().pending & self.vcpuPage().enabled;

        interruptsAt(0);
        for (;;) {
          setFlag(FLAG_SET);
          interruptsAt(1);
          if (pending() === 0) break;
          interruptsAt(2);
          setFlag(0);
          interruptsAt(3);
          if (pending() === 0) continue;
          self.setPageWord(VCPU_PAGE_PENDING_OFFSET, self.vcpuPage().pending & ~(1 << 2));
          interruptsAt(4);
          guest.taken[2] = self.vcpuPage().raised[2]!;
        }
        interruptsAt(5);
        expect(guest.taken[2]).toBe(raised);
        expect(self.vcpuPage()).toMatchObject({ interruptFlag: FLAG_SET, pending: 0 });
        expect(self.context()).toMatchObject({ cs: SELECTOR_USER_CODE, ss: SELECTOR_USER_DATA });
      }),
    );
  });
});
