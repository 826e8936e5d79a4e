/** The chips, told apart by the ports that they are given; and the PC's pair of interrupt controllers. */
import { describe, expect, test } from "vitest";
import { startKernel } from "./kernel.js";

interface Functions {
  initializeInterrupts(): void;
  maskAllInterrupts(): void;
  acknowledgeTimer(): void;
  acknowledgeInterrupt(irq: number): void;
  initializePit(base: number): void;
  startOneShot(base: number, count: number): void;
  readCount(base: number): number;
  initializeUart(base: number): void;
  transmitterEmpty(base: number): number;
  put(base: number, byte: number): void;
  armTimer(ns: bigint): void;
}

const MASTER = 0x20;
const SLAVE = 0xa0;
const END_OF_INTERRUPT = 0x20;
const READ_IN_SERVICE = 0x0b;

/** Two 8259A whose in-service registers hold the bits of `inService`. */
function withInService(inService: number) {
  const kernel = startKernel<Functions>();
  kernel.processor.readPort = (port) => {
    const selected = kernel.processor.portWrites.at(-1);
    if (selected?.[0] !== port || selected[1] !== READ_IN_SERVICE) throw new Error("read without a selected register");
    return port === SLAVE ? inService >> 8 : inService & 0xff;
  };
  const endings = () => kernel.processor.portWrites.filter(([, value]) => value === END_OF_INTERRUPT);
  return { ...kernel, endings };
}

describe("8259A", () => {
  test("both are initialised with their vectors and cascade, and only the timer is let through", () => {
    const { call, processor } = startKernel<Functions>();
    call.initializeInterrupts();
    const to = (base: number) => processor.portWrites.filter(([port]) => (port & ~1) === base);
    expect(to(MASTER)).toEqual([
      [0x20, 0x11],
      [0x21, 0x20],
      [0x21, 0x04],
      [0x21, 0x01],
      [0x21, 0xff],
      [0x21, 0xfe],
    ]);
    expect(to(SLAVE)).toEqual([
      [0xa0, 0x11],
      [0xa1, 0x28],
      [0xa1, 0x02],
      [0xa1, 0x01],
      [0xa1, 0xff],
    ]);
  });

  test("masking all masks both", () => {
    const { call, processor } = startKernel<Functions>();
    call.maskAllInterrupts();
    expect(processor.portWrites).toEqual([
      [0x21, 0xff],
      [0xa1, 0xff],
    ]);
  });

  test("the timer's interrupt is ended at the master only", () => {
    const { call, processor } = startKernel<Functions>();
    call.acknowledgeTimer();
    expect(processor.portWrites).toEqual([[MASTER, END_OF_INTERRUPT]]);
  });

  test("the slave is acknowledged before the master", () => {
    const { call, endings } = withInService(1 << 11);
    call.acknowledgeInterrupt(11);
    expect(endings()).toEqual([
      [SLAVE, END_OF_INTERRUPT],
      [MASTER, END_OF_INTERRUPT],
    ]);
  });

  test("an interrupt of the master leaves the slave alone", () => {
    const { call, endings } = withInService(1 << 5);
    call.acknowledgeInterrupt(5);
    expect(endings()).toEqual([[MASTER, END_OF_INTERRUPT]]);
  });

  test("a spurious 7 ends nothing, a true one does", () => {
    const spurious = withInService(0);
    spurious.call.acknowledgeInterrupt(7);
    expect(spurious.endings()).toEqual([]);
    const real = withInService(1 << 7);
    real.call.acknowledgeInterrupt(7);
    expect(real.endings()).toEqual([[MASTER, END_OF_INTERRUPT]]);
  });

  test("of a spurious 15 only the master has to be told, of a true one both", () => {
    const spurious = withInService(1 << 2);
    spurious.call.acknowledgeInterrupt(15);
    expect(spurious.endings()).toEqual([[MASTER, END_OF_INTERRUPT]]);
    const real = withInService(1 << 15);
    real.call.acknowledgeInterrupt(15);
    expect(real.endings()).toEqual([
      [SLAVE, END_OF_INTERRUPT],
      [MASTER, END_OF_INTERRUPT],
    ]);
  });
});

describe("8254", () => {
  const BASE = 0x140;

  test("counter 0 is set to interrupt on terminal count, both bytes", () => {
    const { call, processor } = startKernel<Functions>();
    call.initializePit(BASE);
    expect(processor.portWrites).toEqual([[BASE + 3, 0x30]]);
  });

  test("a one-shot count goes out low byte first", () => {
    const { call, processor } = startKernel<Functions>();
    call.startOneShot(BASE, 0xabcd);
    expect(processor.portWrites).toEqual([
      [BASE, 0xcd],
      [BASE, 0xab],
    ]);
  });

  test("a count is latched, then read low byte first", () => {
    const { call, processor } = startKernel<Functions>();
    const bytes = [0x34, 0x12];
    processor.readPort = (port) => {
      expect(port).toBe(BASE);
      expect(processor.portWrites).toEqual([[BASE + 3, 0x00]]);
      return bytes.shift()!;
    };
    expect(call.readCount(BASE)).toBe(0x1234);
  });

  test.each([
    [0n, 1],
    [1_000n, 1],
    [10_000n, 10],
    [1_000_000n, 1192],
    [54_000_000n, 64430],
    [10_000_000_000n, 64430],
  ])("armed for %d ns it counts %d periods: early by one at most, chained beyond 54 ms", (ns, count) => {
    const { call, processor } = startKernel<Functions>();
    call.armTimer(ns);
    const [low, high] = processor.portWrites.map(([, value]) => value);
    expect(low! | (high! << 8)).toBe(count);
  });
});

describe("16550", () => {
  const BASE = 0x2f8;

  test("115200 baud, 8N1, FIFOs on and no interrupts", () => {
    const { call, processor } = startKernel<Functions>();
    call.initializeUart(BASE);
    const registers = new Map<string, number>();
    let divisorLatch = false;
    for (const [port, value] of processor.portWrites) {
      if (port === BASE + 3) divisorLatch = (value & 0x80) !== 0;
      registers.set(`${port - BASE}${divisorLatch && port < BASE + 2 ? " divisor" : ""}`, value);
    }
    expect(Object.fromEntries(registers)).toEqual({
      "0 divisor": 1,
      "1 divisor": 0,
      "1": 0,
      "2": 0xc7,
      "3": 0x03,
      "4": 0x03,
    });
  });

  test.each([
    [0x20, 1],
    [0x60, 1],
    [0x40, 0],
    [0x00, 0],
    [0xff, 1],
  ])("line status %i: room is %d", (status, room) => {
    const { call, processor } = startKernel<Functions>();
    processor.readPort = (port) => (port === BASE + 5 ? status : 0);
    expect(call.transmitterEmpty(BASE)).toBe(room);
  });

  test("a byte goes to the data register", () => {
    const { call, processor } = startKernel<Functions>();
    call.put(BASE, 0x41);
    expect(processor.portWrites).toEqual([[BASE, 0x41]]);
  });
});
