/** Devices: interrupts and I/O ports that a partition may have, each in one partition's hands, and who takes them. */
import {
  GRANTABLE_PORT_FIRST,
  GRANTABLE_PORT_LAST,
  LINE_COUNT,
  LINE_IRQ_BASE,
  MAX_PORT_RANGES,
  MAX_PORTS,
  MAX_VCPUS,
} from "../generated/abi.js";
import { CODES } from "./codes.js";
import type { DraftInterrupt, DraftPartition, DraftPorts, DraftSystem } from "./draft.js";
import type { Findings } from "./findings.js";
import { type Path, pathText } from "./locate.js";
import type { PortRange } from "./model.js";
import { formatPorts, overlap } from "./ports.js";
import { RESERVED_IRQS, RESERVED_PORTS } from "./reserved-devices.js";

const hex = (port: number): string => `0x${port.toString(16)}`;

const IRQ_COUNT = LINE_COUNT - LINE_IRQ_BASE;

export function checkDevices({ board, partitions }: DraftSystem, findings: Findings): void {
  const interrupts: DraftInterrupt[] = [];
  const ports: { readonly path: Path; readonly range: PortRange }[] = [];
  for (const partition of partitions) {
    const vcpus = checkVcpus(partition, board, findings);
    for (const interrupt of partition.interrupts) {
      const other = interrupts.find(({ irq }) => irq === interrupt.irq);
      if (checkIrq(interrupt, other, findings)) interrupts.push(interrupt);
      if (vcpus !== undefined) checkTaker(interrupt, vcpus, findings);
    }
    for (const { path, range, text } of partition.ports) {
      if (!range) reportNoRange(path, text, findings);
      else if (checkGrantable(path, range, findings)) {
        const other = ports.find((each) => overlap(each.range, range));
        if (other) reportShared(path, range, other, findings);
        ports.push({ path, range });
      }
    }
    checkPortCount(partition, findings);
  }
}

/** How many vCPUs the partition has; undefined where that was reported. */
function checkVcpus(
  { path, vcpus, interrupts }: DraftPartition,
  board: string,
  findings: Findings,
): number | undefined {
  const guestBoard = 'board: "pc-vmm", which has virtual processors';
  if (board === "pc") {
    if (vcpus !== undefined && vcpus !== 0) {
      const message = "the plain board runs native partitions only: it has no vCPU";
      findings.add(CODES.BOARD, [...path, "vcpus"], { message, remedy: guestBoard });
    }
    if (interrupts.length > 0) {
      const message = "the plain board has no vCPU that could take an interrupt";
      findings.add(CODES.BOARD, [...path, "interrupts"], { message, remedy: guestBoard });
    }
    return undefined;
  }
  if (vcpus === undefined) return undefined;
  if (vcpus < 0 || vcpus > MAX_VCPUS) {
    const message = `${vcpus} vCPUs: a partition has 0 to ${MAX_VCPUS}`;
    findings.add(CODES.VCPU, [...path, "vcpus"], { message, remedy: `vcpus: ${vcpus < 0 ? 0 : MAX_VCPUS}` });
    return undefined;
  }
  if (vcpus > 0 || interrupts.length === 0) return vcpus;
  const message = "interrupts without a vCPU that could take them";
  findings.add(CODES.VCPU, [...path, "interrupts"], { message, remedy: "vcpus: 1, or no interrupts" });
  return undefined;
}

/** Whether a partition may have that IRQ, and no other has it. */
function checkIrq({ path, irq }: DraftInterrupt, other: DraftInterrupt | undefined, findings: Findings): boolean {
  const numbers = Array.from({ length: IRQ_COUNT }, (_, n) => n);
  if (!numbers.includes(irq) || RESERVED_IRQS[irq]) {
    const message = RESERVED_IRQS[irq] ? `IRQ ${irq} belongs to ${RESERVED_IRQS[irq]}` : `there is no IRQ ${irq}`;
    const grantable = numbers.filter((n) => !RESERVED_IRQS[n]);
    findings.add(CODES.IRQ, path, { message, remedy: `a partition may have one of ${grantable.join(", ")}` });
    return false;
  }
  if (!other) return true;
  const message = `IRQ ${irq} is given away already, by ${pathText(other.path)}`;
  findings.add(CODES.IRQ_TAKEN, path, { message, remedy: "take it out of one of the two" });
  return false;
}

function checkTaker({ path, vcpu }: DraftInterrupt, vcpus: number, findings: Findings): void {
  if (vcpu >= 0 && vcpu < vcpus) return;
  const message = `there is no vCPU ${vcpu}: the partition has ${vcpus}, counted from 0`;
  const remedy = vcpu > 0 && vcpu < MAX_VCPUS ? `vcpus: ${vcpu + 1}, or another vcpu` : "vcpu: 0";
  findings.add(CODES.VCPU, [...path, "vcpu"], { message, remedy });
}

function reportNoRange(path: Path, text: string, findings: Findings): void {
  const [, first, last] = /^"(0x[0-9a-f]{1,4})-(0x[0-9a-f]{1,4})"$/i.exec(text) ?? [];
  const remedy = first ? `"${last}-${first}"` : 'a port or its first and last in hexadecimal: "0x2f8-0x2ff"';
  const message = first ? `${text} ends before it begins` : `${text} is no range of 16-bit I/O ports`;
  findings.add(CODES.PORTS, path, { message, remedy });
}

/** Whether a partition may have those ports. */
function checkGrantable(path: Path, range: PortRange, findings: Findings): boolean {
  const grantable = { first: GRANTABLE_PORT_FIRST, last: GRANTABLE_PORT_LAST };
  const reserved = RESERVED_PORTS.find((each) => overlap(each, range));
  if (!reserved && range.first >= grantable.first && range.last <= grantable.last) return true;
  const outside =
    range.first < grantable.first
      ? `below ${hex(grantable.first)} are the board's own devices`
      : `above ${hex(grantable.last)} are chipset and PCI, whose devices may master the bus, and there is no IOMMU`;
  const why = reserved ? `${formatPorts(reserved)} belongs to ${reserved.owner}` : outside;
  const message = `${formatPorts(range)} cannot be given away: ${why}`;
  const remedy = `a partition may have ports of ${formatPorts(grantable)}, but for those of IDE, floppy and COM1`;
  findings.add(CODES.RESERVED_PORTS, path, { message, remedy });
  return false;
}

function reportShared(
  path: Path,
  range: PortRange,
  other: { readonly path: Path; readonly range: PortRange },
  findings: Findings,
): void {
  const both = { first: Math.max(range.first, other.range.first), last: Math.min(range.last, other.range.last) };
  const message = `${formatPorts(both)} is given away already, by ${pathText(other.path)}`;
  findings.add(CODES.PORTS_TAKEN, path, { message, remedy: "take it out of one of the two" });
}

function checkPortCount({ path, ports }: DraftPartition, findings: Findings): void {
  if (ports.length > MAX_PORT_RANGES) {
    const message = `${ports.length} ranges of ports; a partition has at most ${MAX_PORT_RANGES}`;
    findings.add(CODES.COUNT, [...path, "ports"], { message, remedy: "join those that touch", mark: "key" });
  }
  const count = ports.reduce((sum, { range }: DraftPorts) => sum + (range ? range.last - range.first + 1 : 0), 0);
  if (count <= MAX_PORTS) return;
  const message = `${count} ports; a partition has at most ${MAX_PORTS}`;
  findings.add(CODES.COUNT, [...path, "ports"], { message, remedy: "only those that its devices have", mark: "key" });
}
