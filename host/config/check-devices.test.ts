import { expect, test } from "vitest";
import { checkDevices } from "./check-devices.js";
import { faultsOf as faultsOfCheck } from "./faults-of.js";
import { RESERVED_PORTS } from "./reserved-devices.js";

type Partition = Readonly<Record<string, unknown>>;

/** `code path: message [remedy]` of each fault of the partitions' devices. */
const faultsOf = (one: Partition, two: Partition = {}, board = "pc-vmm"): string[] =>
  faultsOfCheck({ board, partitions: { one, two } }, checkDevices);

const POSSIBLE = "[a partition may have one of 3, 5, 6, 7, 9, 10, 11, 12, 14, 15]";
const ELSEWHERE = "[a partition may have ports of 0x100-0x3ff, but for those of IDE, floppy and COM1]";

test.each([
  ["lies above the last", 16, "there is no IRQ 16"],
  ["is negative", -1, "there is no IRQ -1"],
  ["is the timer's", 0, "IRQ 0 belongs to the timer, which the kernel drives"],
  ["is the keyboard's", 1, "IRQ 1 belongs to the keyboard controller, whose ports no partition may have"],
  ["is the cascade", 2, "IRQ 2 belongs to the second interrupt controller, which reaches the first by it"],
  ["is COM1's", 4, "IRQ 4 belongs to COM1, the kernel's own serial line"],
  ["is the real-time clock's", 8, "IRQ 8 belongs to the real-time clock, whose ports no partition may have"],
  ["is the FPU's", 13, "IRQ 13 belongs to the floating-point unit, whose errors are exceptions here"],
])("an IRQ that %s is refused", (_, irq, message) => {
  expect(faultsOf({ interrupts: [irq] })).toEqual([`BH1060 partitions.one.interrupts[0]: ${message} ${POSSIBLE}`]);
});

test("an IRQ that is given twice, to one partition or to two, is refused", () => {
  expect(faultsOf({ interrupts: [3, 3] }, { interrupts: [5, { irq: 3 }] })).toEqual([
    "BH1061 partitions.one.interrupts[1]: IRQ 3 is given away already, by partitions.one.interrupts[0] [take it out of one of the two]",
    "BH1061 partitions.two.interrupts[1]: IRQ 3 is given away already, by partitions.one.interrupts[0] [take it out of one of the two]",
  ]);
});

test("an interrupt goes to a vCPU that the partition has", () => {
  expect(faultsOf({ interrupts: [{ irq: 3, vcpu: 1 }] }, { vcpus: 2, interrupts: [{ irq: 5, vcpu: -1 }] })).toEqual([
    "BH1062 partitions.one.interrupts[0].vcpu: there is no vCPU 1: the partition has 1, counted from 0 [vcpus: 2, or another vcpu]",
    "BH1062 partitions.two.interrupts[0].vcpu: there is no vCPU -1: the partition has 2, counted from 0 [vcpu: 0]",
  ]);
  expect(faultsOf({ vcpus: 0, interrupts: [3] })).toEqual([
    "BH1062 partitions.one.interrupts: interrupts without a vCPU that could take them [vcpus: 1, or no interrupts]",
  ]);
});

test("a partition has 0 to 4 vCPUs", () => {
  expect(faultsOf({ vcpus: 5 }, { vcpus: -1 })).toEqual([
    "BH1062 partitions.one.vcpus: 5 vCPUs: a partition has 0 to 4 [vcpus: 4]",
    "BH1062 partitions.two.vcpus: -1 vCPUs: a partition has 0 to 4 [vcpus: 0]",
  ]);
});

test("the plain board has neither vCPUs nor interrupts", () => {
  expect(faultsOf({ vcpus: 1, interrupts: [3] }, { vcpus: 0, ports: ["0x2f8-0x2ff"] }, "pc")).toEqual([
    'BH1066 partitions.one.vcpus: the plain board runs native partitions only: it has no vCPU [board: "pc-vmm", which has virtual processors]',
    'BH1066 partitions.one.interrupts: the plain board has no vCPU that could take an interrupt [board: "pc-vmm", which has virtual processors]',
  ]);
});

test.each([
  ["2f8", '"2f8" is no range of 16-bit I/O ports [a port or its first and last in hexadecimal: "0x2f8-0x2ff"]'],
  ["0x2f8-", '"0x2f8-" is no range of 16-bit I/O ports [a port or its first and last in hexadecimal: "0x2f8-0x2ff"]'],
  ["0x10000", '"0x10000" is no range of 16-bit I/O ports [a port or its first and last in hexadecimal: "0x2f8-0x2ff"]'],
  [-1, '-1 is no range of 16-bit I/O ports [a port or its first and last in hexadecimal: "0x2f8-0x2ff"]'],
  ["0x2ff-0x2f8", '"0x2ff-0x2f8" ends before it begins ["0x2f8-0x2ff"]'],
])("%j is no range of ports", (range, message) => {
  expect(faultsOf({ ports: [range] })).toEqual([`BH1063 partitions.one.ports[0]: ${message}`]);
});

test.each(RESERVED_PORTS)(
  "ports $first to $last are reserved, and it is said whose they are",
  ({ first, last, owner }) => {
    for (const port of [first, last]) {
      const [fault] = faultsOf({ ports: [port] });
      expect(fault).toMatch(/^BH1064 partitions\.one\.ports\[0\]: 0x/);
      expect(fault).toContain(` belongs to ${owner} ${ELSEWHERE}`);
    }
  },
);

test("ports outside what may be given away are refused with the reason", () => {
  expect(faultsOf({ ports: ["0xe0-0xef", "0x400-0x40f", "0x3e8-0x3f8"] })).toEqual([
    `BH1064 partitions.one.ports[0]: 0xe0-0xef cannot be given away: below 0x100 are the board's own devices ${ELSEWHERE}`,
    `BH1064 partitions.one.ports[1]: 0x400-0x40f cannot be given away: above 0x3ff are chipset and PCI, whose devices may master the bus, and there is no IOMMU ${ELSEWHERE}`,
    `BH1064 partitions.one.ports[2]: 0x3e8-0x3f8 cannot be given away: 0x3f0-0x3f5 belongs to the floppy controller, which moves data through all of memory by DMA ${ELSEWHERE}`,
  ]);
});

test("ports that are given twice, to one partition or to two, are refused", () => {
  expect(faultsOf({ ports: ["0x2f8-0x2ff", 0x2f8] }, { ports: ["0x2f0-0x2fa"] })).toEqual([
    "BH1065 partitions.one.ports[1]: 0x2f8 is given away already, by partitions.one.ports[0] [take it out of one of the two]",
    "BH1065 partitions.two.ports[0]: 0x2f8-0x2fa is given away already, by partitions.one.ports[0] [take it out of one of the two]",
  ]);
});

test("ranges and ports are limited", () => {
  const ports = Array.from({ length: 9 }, (_, n) => 0x200 + 2 * n);
  expect(faultsOf({ ports }, { ports: ["0x220-0x320"] })).toEqual([
    "BH1016 partitions.one.ports: 9 ranges of ports; a partition has at most 8 [join those that touch]",
    "BH1016 partitions.two.ports: 257 ports; a partition has at most 256 [only those that its devices have]",
  ]);
});
