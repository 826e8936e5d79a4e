/** A partition as the system table has it. */
import type { Partition, Permission, Policy } from "../config/model.js";
import {
  CONSOLE_RING_SIZE,
  MAX_PORT_RANGES,
  type PartitionEntry,
  PERMISSION_TO_READ_HEALTH,
  PERMISSION_TO_SET_SCHEDULE,
  POLICY_EARLIEST_DEADLINE,
  POLICY_LEAST_LAXITY,
  POLICY_PRIORITY,
  POLICY_RATE_MONOTONIC,
  POLICY_ROUND_ROBIN,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
} from "../generated/abi.js";
import { kernelMemoryBytes } from "./kernel-memory.js";
import type { PhysicalCursor } from "./pages.js";
import type { PlacedProgram } from "./program.js";

const POLICY_NUMBERS: Readonly<Record<Policy, number>> = {
  priority: POLICY_PRIORITY,
  "round-robin": POLICY_ROUND_ROBIN,
  "rate-monotonic": POLICY_RATE_MONOTONIC,
  "earliest-deadline": POLICY_EARLIEST_DEADLINE,
  "least-laxity": POLICY_LEAST_LAXITY,
};
const PERMISSION_BITS: Readonly<Record<Permission, number>> = {
  "set-schedule": PERMISSION_TO_SET_SCHEDULE,
  "read-health": PERMISSION_TO_READ_HEALTH,
};
/** Of `levels`, and of each other table of health monitoring. */
const LEVELS_LENGTH = 64;
export const ACTIONS_LENGTH = 16;

/** The parts of the table's arrays that are the partition's. */
export interface PartitionParts {
  readonly firstSegment: number;
  readonly firstPort: number;
  readonly portCount: number;
  readonly firstBlock: number;
  readonly blockCount: number;
  readonly firstProcess: number;
  readonly firstInlet: number;
}

export const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(Math.max(least, 1)));
export const traceBytes = (records: number): number => TRACE_RING_SIZE + powerOfTwo(records) * TRACE_RECORD_SIZE;

/** An array of the table, which is longer than its values. */
export const padded = (values: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, index) => values[index] ?? 0);

/** The entry; what the partition has of memory apart from its segments is taken from `cursor`. */
export function partitionEntry(
  partition: Partition,
  program: PlacedProgram,
  parts: PartitionParts,
  cursor: PhysicalCursor,
): PartitionEntry {
  const consoleSizeBytes = powerOfTwo(partition.consoleBytes);
  const traceSizeBytes = traceBytes(partition.traceRecords);
  const kernelMemorySizeBytes = kernelMemoryBytes(partition);
  const { processStacks: stacks } = program;
  const { health } = partition;
  return {
    name: partition.name,
    periodNs: BigInt(partition.periodNs),
    durationNs: BigInt(partition.durationNs),
    quantumNs: BigInt(partition.quantumNs),
    entry: program.entry,
    stackTop: program.stackAddress + program.stackSizeBytes,
    ...parts,
    segmentCount: program.segments.length,
    vcpuCount: partition.vcpus,
    processCount: partition.processes,
    policy: POLICY_NUMBERS[partition.policy],
    permissions: partition.permissions.reduce((bits, permission) => bits | PERMISSION_BITS[permission], 0),
    consolePhys: cursor.take(CONSOLE_RING_SIZE + consoleSizeBytes),
    consoleSizeBytes,
    tracePhys: cursor.take(traceSizeBytes),
    traceSizeBytes,
    heapAddress: program.heapAddress,
    heapSizeBytes: program.heapSizeBytes,
    stackAddress: program.stackAddress,
    stackSizeBytes: program.stackSizeBytes,
    irqs: partition.irqs.reduce((mask, { irq }) => mask | (1 << irq), 0),
    irqVcpus: partition.irqs.reduce((packed, { irq, vcpu }) => (packed | (vcpu << (2 * irq))) >>> 0, 0),
    portRangeCount: partition.ports.length,
    kernelMemoryPhys: cursor.take(kernelMemorySizeBytes),
    kernelMemorySizeBytes,
    processStackAddress: stacks.address,
    processStackShift: stacks.shift,
    processStackSizeBytes: stacks.sizeBytes,
    processStackPhys: stacks.count === 0 ? 0 : cursor.take(stacks.count * stacks.sizeBytes),
    reserved: 0,
    ports: Array.from({ length: MAX_PORT_RANGES }, (_, index) => partition.ports[index] ?? { first: 0, last: 0 }),
    levels: padded(health.levels, LEVELS_LENGTH),
    actions: padded(health.actions, ACTIONS_LENGTH),
    processActions: padded(health.processActions, ACTIONS_LENGTH),
    confirmations: padded(health.confirmations, ACTIONS_LENGTH),
  };
}
