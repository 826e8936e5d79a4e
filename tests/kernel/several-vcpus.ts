/** A partition with all the vCPUs that it can have, and one with one, for tests. */
import { LINE_IRQ_BASE, MAX_VCPUS, type PartitionEntry } from "../../host/generated/abi.js";
import { changePartition, sampleTable, type Table } from "./system.js";
import { bootWorld, vcpuInWorld } from "./world.js";

export const NUMBERS: readonly number[] = Array.from({ length: MAX_VCPUS }, (_, number) => number);

/** Partition 0 has MAX_VCPUS vCPUs, and what else `change` gives it. */
export const severalVcpus = (change: Partial<PartitionEntry> = {}): Table =>
  changePartition(sampleTable(), 0, { vcpuCount: MAX_VCPUS, ...change });

/** IRQs by vCPU, as the system table has them. */
export function irqsOf(given: Readonly<Record<number, number>>): Pick<PartitionEntry, "irqs" | "irqVcpus"> {
  const entries = Object.entries(given).map(([irq, vcpu]) => [Number(irq), vcpu] as const);
  return {
    irqs: entries.reduce((mask, [irq]) => mask | (1 << irq), 0),
    irqVcpus: entries.reduce((mask, [irq, vcpu]) => (mask | (vcpu << (2 * irq))) >>> 0, 0),
  };
}

export const lineOf = (irq: number): number => LINE_IRQ_BASE + irq;

export function bootSeveral<Functions>(table: Table = severalVcpus()) {
  const world = bootWorld<Functions>(table);
  const vcpus = NUMBERS.slice(0, table.arrays.partitions[0]!.vcpuCount).map((number) => vcpuInWorld(world, 0, number));
  return { ...world, vcpus, neighbour: world.partitions[1]! };
}
