/** Channels and their ports for system tables of kernels under test. */
import {
  CHANNEL_STATE_BYTES,
  type ChannelEntry,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  EXCHANGE_SIZE,
  MESSAGE_HEADER_BYTES,
  NO_PORT,
  PORT_QUEUING,
  PORT_SAMPLING,
  type PortEntry,
} from "../../host/generated/abi.js";
import { areaOf, CHANNELS, type Table } from "./system.js";

export interface PortPlan {
  readonly partition: number;
  readonly name: string;
  /** Of a sampling destination. */
  readonly refreshNs?: bigint;
}

export interface ChannelPlan {
  readonly bytes: number;
  /** Of a queuing channel: messages that fit. */
  readonly depth?: number;
  readonly discards?: boolean;
  /** Absent: the host. */
  readonly source?: PortPlan;
  /** Of a queuing channel none: the host. */
  readonly destinations: readonly PortPlan[];
  /** Slots of the rings between the channel and the host. */
  readonly exchange?: { readonly slotsIn: number; readonly slotsOut: number };
}

interface LoosePort extends PortPlan {
  readonly channel: number;
  readonly direction: number;
}

/** The table with these channels; storage lies from CHANNELS on, and ports are sorted as the host sorts them. */
export function withChannels({ header, arrays }: Table, plans: readonly ChannelPlan[]): Table {
  const sorted = plans.flatMap(portsOf).sort(byPartitionAndName);
  const told = plans.map((plan, channel) => {
    const destinations = sorted.filter((port) => port.channel === channel && port.direction === DIRECTION_DESTINATION);
    const ofGuests = destinations.filter(({ partition }) => arrays.partitions[partition]!.vcpuCount > 0);
    return (plan.depth === undefined ? ofGuests : destinations).map((port) => sorted.indexOf(port));
  });
  const isInlet = (at: number): boolean =>
    sorted[at]!.direction === DIRECTION_DESTINATION && (plans[sorted[at]!.channel]!.exchange?.slotsIn ?? 0) > 0;
  const inletFrom = (partition: number, from: number): number =>
    indexOrNone(sorted.findIndex((port, at) => at >= from && port.partition === partition && isInlet(at)));
  const ports = sorted.map((port, index) => ({
    ...portEntry(port, plans[port.channel]!, index, told[port.channel]!),
    nextInlet: isInlet(index) ? inletFrom(port.partition, index + 1) : NO_PORT,
  }));
  let storagePhys = CHANNELS;
  const channels = plans.map((plan, channel): ChannelEntry => {
    const indexOf = (direction: number) =>
      indexOrNone(sorted.findIndex((port) => port.channel === channel && port.direction === direction));
    const storageSizeBytes = storageBytes(plan);
    const exchangePhys = storagePhys + storageSizeBytes;
    const { slotsIn = 0, slotsOut = 0 } = plan.exchange ?? {};
    const ringOutPhys = exchangePhys + EXCHANGE_SIZE + slotsIn * slotBytes(plan.bytes);
    const entry = {
      kind: plan.depth === undefined ? PORT_SAMPLING : PORT_QUEUING,
      source: indexOf(DIRECTION_SOURCE),
      destination: plan.depth === undefined ? NO_PORT : indexOf(DIRECTION_DESTINATION),
      firstListener: told[channel]![0] ?? NO_PORT,
      maxMessageSize: plan.bytes,
      maxMessages: plan.depth ?? 0,
      discards: Number(plan.discards ?? false),
      storagePhys,
      storageSizeBytes,
      exchangePhys: plan.exchange ? exchangePhys : 0,
      slotsIn,
      ringOutPhys: plan.exchange ? ringOutPhys : 0,
      slotsOut,
      reserved: 0,
    };
    storagePhys = plan.exchange ? ringOutPhys + slotsOut * slotBytes(plan.bytes) : exchangePhys;
    return entry;
  });
  if (storagePhys > areaOf(0).code) throw new Error("the channels run into a partition");
  const partitions = arrays.partitions.map((entry, index) => ({
    ...entry,
    firstPort: Math.max(
      0,
      sorted.findIndex(({ partition }) => partition === index),
    ),
    portCount: sorted.filter(({ partition }) => partition === index).length,
    firstInlet: inletFrom(index, 0),
  }));
  return { header, arrays: { ...arrays, partitions, ports, channels } };
}

const indexOrNone = (found: number): number => (found < 0 ? NO_PORT : found);

const portsOf = ({ source, destinations }: ChannelPlan, channel: number): LoosePort[] => [
  ...(source ? [{ ...source, channel, direction: DIRECTION_SOURCE }] : []),
  ...destinations.map((port) => ({ ...port, channel, direction: DIRECTION_DESTINATION })),
];

const byPartitionAndName = (a: LoosePort, b: LoosePort): number =>
  a.partition - b.partition || (a.name < b.name ? -1 : 1);

function portEntry(
  { name, partition, refreshNs = 0n, channel, direction }: LoosePort,
  { bytes, depth }: ChannelPlan,
  index: number,
  told: readonly number[],
): PortEntry {
  const place = told.indexOf(index);
  return {
    name,
    refreshNs,
    partition,
    channel,
    kind: depth === undefined ? PORT_SAMPLING : PORT_QUEUING,
    direction,
    maxMessageSize: bytes,
    maxMessages: depth ?? 0,
    nextListener: place < 0 ? NO_PORT : (told[place + 1] ?? NO_PORT),
    nextInlet: NO_PORT,
  };
}

function storageBytes({ bytes, depth = 1 }: ChannelPlan): number {
  return CHANNEL_STATE_BYTES + depth * slotBytes(bytes);
}

const slotBytes = (bytes: number): number => Math.ceil((MESSAGE_HEADER_BYTES + bytes) / 16) * 16;
