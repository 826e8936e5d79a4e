/** Devices' interrupts: each reaches the vCPU that it was given to, and costs the others one interrupt for each acknowledgement. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONTEXT_VECTOR_OFFSET,
  decodeHostBlock,
  decodePartitionStatistics,
  decodeVcpuPage,
  HOST_BLOCK_SIZE,
  MAX_VCPUS,
  NO_PARTITION,
  PARTITION_STATISTICS_SIZE,
  VCPU_PAGE_ENABLED_OFFSET,
  VCPU_PAGE_PENDING_OFFSET,
  VECTOR_IRQ_BASE,
} from "../../host/generated/abi.js";
import { CALLS, type CallFunctions } from "./calls-world.js";
import { startKernel } from "./kernel.js";
import { startPc } from "./pc.js";
import { bootSeveral, irqsOf, lineOf, severalVcpus } from "./several-vcpus.js";
import { areaOf, changePartition, HOST_BLOCK, sampleTable } from "./system.js";
import { THREAD_DORMANT, THREAD_READY, THREAD_WAITING } from "./world.js";

const numberOf = (name: string) => [...CALLS.values()].find((call) => call.name === name)!.nr;
const OK = 0;
const BAD_ARGUMENT = 3;
const NO_ACTION = 5;
const NOT_AVAILABLE = 6;
const HANDLER = areaOf(0).code + 0x40;

interface Functions extends CallFunctions {
  raiseDeviceLine(irq: number): number;
  openDeviceIrqs(): number;
}

/** IRQ 3 and 9 are vCPU 0's, 5 vCPU 1's, 12 vCPU 3's; nobody has the rest. */
const GIVEN: Readonly<Record<number, number>> = { 3: 0, 5: 1, 9: 0, 12: 3 };
const ALL = Object.keys(GIVEN).map(Number);

function boot() {
  const world = bootSeveral<Functions>(severalVcpus(irqsOf(GIVEN)));
  const { call, vcpus, partitions } = world;
  for (const { vcpu, thread } of vcpus) {
    call.resetVcpu(vcpu);
    call.setThreadState(thread, THREAD_READY);
  }
  const make = (from: number, name: string, ebx: number, more: object = {}) => {
    vcpus[from]!.setContext({ ...more, ebx, eax: numberOf(name) });
    call.dispatchHypercall(vcpus[from]!.thread);
    return vcpus[from]!.context().eax;
  };
  const raised = (irq: number) => vcpus[GIVEN[irq]!]!.vcpuPage().raised[lineOf(irq)]!;
  return { ...world, make, raised, self: partitions[0]! };
}

describe("a device's line", () => {
  test("is shut at first, let through when enabled, shut when it fires, and let through when acknowledged", () => {
    const { call, make, raised } = boot();
    expect(call.openDeviceIrqs()).toBe(0);
    expect(make(0, "line_enable", lineOf(3))).toBe(OK);
    expect(call.openDeviceIrqs()).toBe(1 << 3);
    expect(call.raiseDeviceLine(3)).toBe(1);
    expect(call.openDeviceIrqs()).toBe(0);
    expect(raised(3)).toBe(1);
    expect(make(0, "line_acknowledge", lineOf(3))).toBe(OK);
    expect(call.openDeviceIrqs()).toBe(1 << 3);
    // Not pending any more: it is let through all the same.
    expect(make(0, "line_acknowledge", lineOf(3))).toBe(OK);
    expect(make(0, "line_disable", lineOf(3))).toBe(OK);
    expect(call.openDeviceIrqs()).toBe(0);
  });

  test("is of one vCPU alone: to the others, and of other IRQs, it is not available", () => {
    const { call, make, neighbour, vcpus } = boot();
    for (let irq = 0; irq < 16; irq += 1) {
      for (let number = 0; number < MAX_VCPUS; number += 1) {
        const owns = GIVEN[irq] === number;
        expect(make(number, "irq_register", lineOf(irq), { ecx: HANDLER })).toBe(owns ? OK : NOT_AVAILABLE);
        expect(make(number, "line_enable", lineOf(irq))).toBe(owns ? OK : NOT_AVAILABLE);
        if (!owns) {
          const before = call.openDeviceIrqs();
          expect(make(number, "line_acknowledge", lineOf(irq))).toBe(NO_ACTION);
          // Pending by the guest's own hand: it is cleared, and nothing is let through.
          vcpus[number]!.setPageWord(VCPU_PAGE_PENDING_OFFSET, 0xffffffff);
          expect(make(number, "line_acknowledge", lineOf(irq))).toBe(OK);
          expect(make(number, "line_disable", lineOf(irq))).toBe(OK);
          expect(call.openDeviceIrqs()).toBe(before);
          vcpus[number]!.setPageWord(VCPU_PAGE_PENDING_OFFSET, 0);
        }
      }
    }
    expect(neighbour.vcpuPage().pending).toBe(0);
    expect(make(0, "line_acknowledge", 32)).toBe(BAD_ARGUMENT);
  });

  test("of nobody is told so, and raises nothing", () => {
    const { call, self, vcpus } = boot();
    for (let irq = 0; irq < 16; irq += 1) if (!ALL.includes(irq)) expect(call.raiseDeviceLine(irq)).toBe(0);
    expect(self.statistics().deviceInterrupts).toBe(0);
    for (const vcpu of vcpus) expect(vcpu.vcpuPage().pending).toBe(0);
  });

  test("of a vCPU that does not run is counted with its partition, and raises nothing", () => {
    const { call, self, vcpus } = boot();
    call.setThreadState(vcpus[3]!.thread, THREAD_DORMANT);
    expect(call.raiseDeviceLine(12)).toBe(1);
    expect(vcpus[3]!.vcpuPage()).toMatchObject({ pending: 0 });
    expect(self.statistics().deviceInterrupts).toBe(1);
  });

  test("wakes the vCPU that waits for it, and no other", () => {
    const { call, vcpus } = boot();
    for (const { thread, setPageWord } of vcpus) {
      setPageWord(VCPU_PAGE_ENABLED_OFFSET, 0xffffffff);
      call.setThreadState(thread, THREAD_WAITING);
    }
    call.raiseDeviceLine(5);
    const states = vcpus.map(({ thread }) => call.threadState(thread));
    expect(states).toEqual([THREAD_WAITING, THREAD_READY, THREAD_WAITING, THREAD_WAITING]);
  });

  test("is shut by a restart of its vCPU and by a stop", () => {
    for (const end of ["reset", "stop"]) {
      const { call, make, vcpus } = boot();
      for (const irq of ALL) make(GIVEN[irq]!, "line_enable", lineOf(irq));
      expect(call.openDeviceIrqs()).toBe(irqsOf(GIVEN).irqs);
      if (end === "reset") call.resetVcpu(vcpus[0]!.vcpu);
      else make(0, "vcpu_stop", 0);
      expect(call.openDeviceIrqs()).toBe((1 << 5) | (1 << 12));
    }
  });

  const action = fc.record({
    kind: fc.constantFrom("fire", "line_enable", "line_disable", "line_acknowledge"),
    irq: fc.constantFrom(...ALL),
  });

  test("fires at most once for each time that it was let through, whatever comes in which order", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const { call, make, raised, self } = boot();
        const open = new Set<number>();
        const counts = new Map(ALL.map((irq) => [irq, 0]));
        for (const { kind, irq } of actions) {
          if (kind === "fire") {
            // The controller lets through what the kernel asked for.
            if ((call.openDeviceIrqs() & (1 << irq)) === 0) continue;
            call.raiseDeviceLine(irq);
            counts.set(irq, counts.get(irq)! + 1);
            open.delete(irq);
          } else {
            make(GIVEN[irq]!, kind, lineOf(irq));
            if (kind === "line_disable") open.delete(irq);
            else open.add(irq);
          }
          expect(call.openDeviceIrqs()).toBe([...open].reduce((mask, irq) => mask | (1 << irq), 0));
        }
        for (const irq of ALL) expect(raised(irq)).toBe(counts.get(irq));
        const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
        expect(self.statistics().deviceInterrupts).toBe(total);
      }),
    );
  });
});

describe("the interrupt controllers", () => {
  interface Controllers {
    initializeInterrupts(): void;
    openInterrupts(irqs: number): void;
  }

  test("let through the timer, the given lines, and the slave while one of its is among them; and are written on change", () => {
    const sets = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 });
    fc.assert(
      fc.property(sets, (steps) => {
        const { call, processor } = startKernel<Controllers>();
        const masks = new Map<number, number>();
        processor.writePort = (port, value) => masks.set(port, value);
        call.initializeInterrupts();
        let last = 0;
        for (const irqs of steps) {
          processor.portWrites.length = 0;
          call.openInterrupts(irqs);
          const cascade = (irqs & 0xff00) === 0 ? 0 : 1 << 2;
          expect(masks.get(0x21)).toBe(~(irqs | 1 | cascade) & 0xff);
          expect(masks.get(0xa1)).toBe((~irqs >> 8) & 0xff);
          if (irqs === last) expect(processor.portWrites).toEqual([]);
          last = irqs;
        }
      }),
    );
  });
});

describe("on the board", () => {
  interface Board {
    partitionAt(index: number): number;
    threadAt(partition: number, number: number): number;
    vcpuOf(thread: number): number;
    pageOf(vcpu: number): number;
    openDeviceIrqs(): number;
  }
  const MASTER = 0x20;
  const SLAVE = 0xa0;

  /** Partition 0 has IRQ 3, and its window; then comes partition 1's. */
  function start() {
    const table = changePartition(
      sampleTable(2, [
        { partition: 0, durationNs: 5_000_000n },
        { partition: 1, durationNs: 5_000_000n },
        { partition: NO_PARTITION, durationNs: 5_000_000n },
      ]),
      0,
      irqsOf({ 3: 0 }),
    );
    const pc = startPc<Board>(table, 10_000);
    const ports = pc.processor.readPort;
    const controllers = { inService: 0 };
    pc.processor.readPort = (port) => {
      if (port === MASTER) return controllers.inService & 0xff;
      return port === SLAVE ? controllers.inService >> 8 : ports(port);
    };
    pc.start();
    while (!pc.guestRuns()) pc.timer(0n);
    /** The interrupt, while a guest runs or while none does. */
    const interrupt = (irq: number, inService: number) => {
      controllers.inService = inService;
      if (pc.guestRuns()) pc.trap(VECTOR_IRQ_BASE + irq);
      else pc.idleInterrupt(VECTOR_IRQ_BASE + irq);
      controllers.inService = 0;
    };
    const hypercall = (name: string, ebx: number) => {
      pc.view.setUint32(pc.context() + 0x1c, numberOf(name), true);
      pc.view.setUint32(pc.context() + 0x10, ebx, true);
      pc.call82();
    };
    const page = (index: number) =>
      decodeVcpuPage(pc.view, pc.call.pageOf(pc.call.vcpuOf(pc.call.threadAt(pc.call.partitionAt(index), 0))));
    const statistics = (index: number) =>
      decodePartitionStatistics(pc.view, HOST_BLOCK + HOST_BLOCK_SIZE + index * PARTITION_STATISTICS_SIZE);
    const spurious = () => decodeHostBlock(pc.view, HOST_BLOCK).spuriousInterrupts;
    return { ...pc, interrupt, hypercall, page, statistics, spurious };
  }

  test("spurious 7 and 15, and interrupts that are nobody's, are counted and change nothing", () => {
    const pc = start();
    const context = Buffer.from(pc.bytes.slice(pc.context(), pc.context() + CONTEXT_VECTOR_OFFSET));
    const pages = [pc.page(0), pc.page(1)];
    pc.interrupt(7, 0);
    pc.interrupt(15, 1 << 2);
    expect(pc.spurious()).toBe(2);
    // Real at the controller, and nobody has it.
    pc.interrupt(5, 1 << 5);
    expect(pc.spurious()).toBe(3);
    expect(pc.guestRuns()).toBe(true);
    expect(context.equals(pc.bytes.subarray(pc.context(), pc.context() + CONTEXT_VECTOR_OFFSET))).toBe(true);
    expect([pc.page(0), pc.page(1)]).toEqual(pages);
    expect(pc.statistics(0).deviceInterrupts).toBe(0);
  });

  test("an interrupt while another's window lasts is counted at its owner, and the window's guest goes on", () => {
    const pc = start();
    pc.hypercall("line_enable", lineOf(3));
    expect(pc.call.openDeviceIrqs()).toBe(1 << 3);
    // Into the window of partition 1, and until its guest runs.
    while (pc.statistics(1).windows === 0 || !pc.guestRuns()) pc.timer(0n);
    const running = pc.context();
    pc.interrupt(3, 1 << 3);
    expect(pc.context()).toBe(running);
    expect(pc.call.openDeviceIrqs()).toBe(0);
    expect(pc.page(0).raised[lineOf(3)]).toBe(1);
    expect(pc.page(1).raised[lineOf(3)]).toBe(0);
    expect([pc.statistics(0).deviceInterrupts, pc.statistics(1).deviceInterrupts]).toEqual([1, 0]);
    expect(pc.spurious()).toBe(0);
  });

  test("in idle time it is counted too", () => {
    const pc = start();
    pc.hypercall("line_enable", lineOf(3));
    while (pc.guestRuns()) pc.timer(0n);
    pc.interrupt(3, 1 << 3);
    expect(pc.page(0).raised[lineOf(3)]).toBe(1);
  });

  test("periods of the timer that pass outside the window are all seen in it", () => {
    const pc = start();
    const page = () => pc.page(0).raised[0]!;
    const due = pc.now() + 100_000n;
    pc.view.setUint32(pc.context() + 0x18, 0, true);
    pc.view.setUint32(pc.context() + 0x14, 50_000, true);
    pc.view.setUint32(pc.context() + 0x04, 0, true);
    pc.hypercall("timer_set", Number(due));
    const windows = pc.statistics(0).windows;
    while (pc.statistics(0).windows < windows + 2) pc.timer(0n);
    expect(BigInt(page())).toBe((pc.now() - due) / 50_000n + 1n);
  });
});
