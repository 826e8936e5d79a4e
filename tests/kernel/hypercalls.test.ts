/** The hypercalls: what each does. */
import { describe, expect, test } from "vitest";
import {
  ALL_LINES,
  LINE_PORT_MESSAGE,
  LINE_TIMER,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_INTERRUPT_FLAG_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
} from "../../host/generated/abi.js";
import { bootForCalls, RETURN } from "./calls-world.js";
import { areaOf, changePartition, sampleTable } from "./system.js";
import { THREAD_READY, THREAD_WAITING } from "./world.js";

const { code, stackTop } = areaOf(0);
const HANDLER = code + 0x40;
const DONE = { status: "OK", value: 0 };
const TIMER_OFF = 0xffff_ffff_0000_0000n;
const FLAG_SET = 0x200;

function boot() {
  const world = bootForCalls();
  const { call, self } = world;
  self.setPageWord(VCPU_PAGE_INTERRUPT_FLAG_OFFSET, FLAG_SET);
  self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 0xffffffff);
  return { ...world, deliverable: () => call.deliverableLines(self.vcpu) };
}

test("a partition without a vCPU has no hypercalls at all", () => {
  const { makeByNumber, self } = bootForCalls(changePartition(sampleTable(), 0, { vcpuCount: 0 }));
  for (let nr = 0x100; nr < 0x120; nr += 1) expect(makeByNumber(nr).status).toBe("UNKNOWN_CALL");
  expect(self.statistics().badCalls).toBe(0x20);
});

describe("handlers", () => {
  test("of one line makes that line deliverable, of all lines every one; each goes away again", () => {
    const { make, call, self, deliverable } = boot();
    for (const line of [LINE_TIMER, LINE_PORT_MESSAGE]) call.raiseLine(self.vcpu, line, 1);
    expect(deliverable()).toBe(0);
    expect(make("irq_register", { ebx: LINE_PORT_MESSAGE, ecx: HANDLER })).toEqual(DONE);
    expect(deliverable()).toBe(1 << LINE_PORT_MESSAGE);
    expect(make("irq_register", { ebx: ALL_LINES, ecx: HANDLER })).toEqual(DONE);
    expect(deliverable()).toBe((1 << LINE_PORT_MESSAGE) | (1 << LINE_TIMER));
    expect(make("irq_unregister", { ebx: ALL_LINES })).toEqual(DONE);
    expect(make("irq_unregister", { ebx: LINE_PORT_MESSAGE })).toEqual(DONE);
    expect(deliverable()).toBe(0);
  });

  test("of exceptions: those of the mask, until it is 0", () => {
    const { make, call, self } = boot();
    self.setContext({ esp: stackTop });
    expect(make("exception_register", { ebx: 1 << 6, ecx: HANDLER, esp: stackTop })).toEqual(DONE);
    expect(call.deliverException(self.vcpu, 14, 0, 0)).toBe(0);
    expect(call.deliverException(self.vcpu, 6, 0, 0)).toBe(1);
    expect(make("exception_register", { ebx: 0, ecx: 0, esp: stackTop })).toEqual(DONE);
    expect(call.deliverException(self.vcpu, 6, 0, 0)).toBe(0);
  });
});

describe("lines", () => {
  test("are enabled, disabled and acknowledged one at a time", () => {
    const { make, self } = boot();
    self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, 0x100);
    self.setPageWord(VCPU_PAGE_PENDING_OFFSET, 0x30);
    expect(make("line_enable", { ebx: 2 })).toEqual(DONE);
    expect(self.vcpuPage().enabled).toBe(0x104);
    expect(make("line_disable", { ebx: 8 })).toEqual(DONE);
    expect(self.vcpuPage().enabled).toBe(0x004);
    expect(make("line_acknowledge", { ebx: 4 })).toEqual(DONE);
    expect(self.vcpuPage().pending).toBe(0x20);
  });
});

describe("iret", () => {
  test.each([0, FLAG_SET])("takes EAX, EIP and EFLAGS from the stack, and the virtual flag %i", (flag) => {
    const { make, view, self } = boot();
    const esp = stackTop - 16;
    [0xaaaa, code + 0x77, 0xdead, 0x13fd5 & ~FLAG_SET].forEach((word, at) => {
      view.setUint32(esp + 4 * at, at === 3 ? word | flag : word, true);
    });
    make("iret", { esp, ebx: 1 });
    expect(self.context()).toMatchObject({ eax: 0xaaaa, eip: code + 0x77, esp: stackTop, ebx: 1, eflags: 0xed7 });
    expect(self.vcpuPage().interruptFlag).toBe(flag);
  });
});

describe("wait", () => {
  test("blocks with nothing pending, and returns at once otherwise; the flag stays", () => {
    const { make, call, self } = boot();
    call.raiseLine(self.vcpu, 3, 1);
    expect(make("wait")).toEqual(DONE);
    expect(call.threadState(self.thread)).toBe(THREAD_READY);
    self.setPageWord(VCPU_PAGE_ENABLED_OFFSET, ~(1 << 3));
    expect(make("wait")).toEqual(DONE);
    expect(call.threadState(self.thread)).toBe(THREAD_WAITING);
    expect(self.context().eip).toBe(RETURN);
    call.raiseLine(self.vcpu, 3, 1);
    expect(call.threadState(self.thread)).toBe(THREAD_WAITING);
    call.raiseLine(self.vcpu, 1, 1);
    expect(call.threadState(self.thread)).toBe(THREAD_READY);
    expect(self.vcpuPage().interruptFlag).toBe(FLAG_SET);
  });
});

describe("the timer", () => {
  test("is set to a deadline of 64 bits", () => {
    const { make, call, self } = boot();
    expect(make("timer_set", { ebx: 5, ecx: 7, edx: 50_000, esi: 0 })).toEqual(DONE);
    expect(call.timerNs(self.vcpu)).toBe(0x7_0000_0005n);
    expect(make("timer_cancel")).toEqual(DONE);
    expect(call.timerNs(self.vcpu)).toBe(TIMER_OFF);
  });

  test("for a time that is past is raised at once", () => {
    const { make, processor, call, self } = boot();
    processor.timestamp = 1_000_000n;
    expect(make("timer_set", { ebx: 900_000, ecx: 0, edx: 60_000, esi: 0 })).toEqual(DONE);
    expect(self.vcpuPage().raised[LINE_TIMER]).toBe(2);
    expect(call.timerNs(self.vcpu)).toBe(1_020_000n);
  });
});
