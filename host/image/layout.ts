/**
 * What the host needs to observe a run of an image: where the kernel's counters and rings lie, and whose they are.
 * It is read from the image's system table alone, so that a packed ELF file says everything about itself.
 */
import { SEGMENT_LOAD } from "../elf/format.js";
import { readElf } from "../elf/reader.js";
import {
  ABI_VERSION,
  CHANNEL_ENTRY_SIZE,
  type ChannelEntry,
  DIRECTION_SOURCE,
  decodeChannelEntry,
  decodePartitionEntry,
  decodePortEntry,
  decodeScheduleEntry,
  decodeSegmentEntry,
  decodeSystemTable,
  decodeWindowEntry,
  HOST_BLOCK_SIZE,
  NO_PARTITION,
  PARTITION_ENTRY_SIZE,
  PARTITION_STATISTICS_SIZE,
  type PartitionEntry,
  PORT_ENTRY_SIZE,
  PORT_QUEUING,
  SCHEDULE_ENTRY_SIZE,
  SEGMENT_ENTRY_SIZE,
  type SegmentEntry,
  SYSTEM_TABLE_MAGIC,
  SYSTEM_TABLE_PHYS,
  SYSTEM_TABLE_SIZE,
  type SystemTable,
  WINDOW_ENTRY_SIZE,
} from "../generated/abi.js";
import { slotBytes } from "./exchanges.js";
import { ImageError } from "./image-error.js";
import { wordSum } from "./table-bytes.js";

/** A ring with its header, in physical memory. */
export interface RingPlace {
  readonly phys: number;
  /** Header and data. */
  readonly sizeBytes: number;
}

export interface PartitionLayout {
  readonly name: string;
  readonly index: number;
  readonly entry: number;
  readonly statisticsPhys: number;
  readonly consolePhys: number;
  /** Bytes of the console ring's data, behind its header. */
  readonly consoleSizeBytes: number;
  readonly trace: RingPlace;
  readonly segments: readonly Omit<SegmentEntry, "reserved">[];
  readonly heapAddress: number;
  readonly heapSizeBytes: number;
  readonly stackAddress: number;
  readonly stackSizeBytes: number;
  /** Bit n: hardware interrupt n is the partition's. */
  readonly irqs: number;
  /** 0: a native partition. */
  readonly vcpuCount: number;
  /** Processes that a native partition may make. */
  readonly processCount: number;
  readonly ports: readonly PortLayout[];
}

/** A port for messages. */
export interface PortLayout {
  readonly name: string;
  readonly kind: "sampling" | "queuing";
  readonly direction: "source" | "destination";
  /** Index into `ImageLayout.channels`. */
  readonly channel: number;
}

export interface ChannelLayout {
  readonly kind: "sampling" | "queuing";
  readonly messageBytesMax: number;
  /** Messages that fit; of a sampling channel 1. */
  readonly depth: number;
  /** What it has in common with the host, if anything. */
  readonly exchange?: ExchangeLayout;
}

/** The rings between a channel and the host (abi: Exchange). */
export interface ExchangeLayout {
  /** The header; the ring in follows. */
  readonly phys: number;
  /** 0: nothing goes in. */
  readonly slotsIn: number;
  readonly ringOutPhys: number;
  /** 0: nothing comes out. */
  readonly slotsOut: number;
  /** Of each slot, its header included. */
  readonly slotBytes: number;
}

export interface WindowLayout {
  /** Index, or undefined for idle time. */
  readonly partition: number | undefined;
  readonly offsetNs: number;
  readonly durationNs: number;
}

export interface ScheduleLayout {
  readonly name: string;
  readonly majorFrameNs: number;
  readonly windows: readonly WindowLayout[];
}

export interface ImageLayout {
  readonly name: string;
  /** First physical address that the system does not need. */
  readonly memoryEndPhys: number;
  readonly hostBlockPhys: number;
  /** The kernel's own. */
  readonly trace: RingPlace;
  readonly health: RingPlace;
  readonly partitions: readonly PartitionLayout[];
  readonly schedules: readonly ScheduleLayout[];
  readonly channels: readonly ChannelLayout[];
}

const kindOf = (kind: number): "sampling" | "queuing" => (kind === PORT_QUEUING ? "queuing" : "sampling");

const exchangeLayout = (entry: ChannelEntry): ExchangeLayout => ({
  phys: entry.exchangePhys,
  slotsIn: entry.slotsIn,
  ringOutPhys: entry.ringOutPhys,
  slotsOut: entry.slotsOut,
  slotBytes: slotBytes(entry.maxMessageSize),
});

function partitionLayout(
  entry: PartitionEntry,
  index: number,
  view: DataView,
  { segmentOffset, portOffset, hostBlockPhys }: SystemTable,
): PartitionLayout {
  const segments = Array.from({ length: entry.segmentCount }, (_, position) => {
    const offset = segmentOffset + (entry.firstSegment + position) * SEGMENT_ENTRY_SIZE;
    const { reserved, ...segment } = decodeSegmentEntry(view, offset);
    return segment;
  });
  const ports = Array.from({ length: entry.portCount }, (_, position): PortLayout => {
    const offset = portOffset + (entry.firstPort + position) * PORT_ENTRY_SIZE;
    const { name, kind, direction, channel } = decodePortEntry(view, offset);
    return {
      name,
      kind: kindOf(kind),
      direction: direction === DIRECTION_SOURCE ? "source" : "destination",
      channel,
    };
  });
  return {
    name: entry.name,
    index,
    entry: entry.entry,
    statisticsPhys: hostBlockPhys + HOST_BLOCK_SIZE + index * PARTITION_STATISTICS_SIZE,
    consolePhys: entry.consolePhys,
    consoleSizeBytes: entry.consoleSizeBytes,
    trace: { phys: entry.tracePhys, sizeBytes: entry.traceSizeBytes },
    segments,
    heapAddress: entry.heapAddress,
    heapSizeBytes: entry.heapSizeBytes,
    stackAddress: entry.stackAddress,
    stackSizeBytes: entry.stackSizeBytes,
    irqs: entry.irqs,
    vcpuCount: entry.vcpuCount,
    processCount: entry.processCount,
    ports,
  };
}

/** Decodes a sound table. `bytes` starts at the table and may go on behind it. */
export function layoutFromTable(bytes: Uint8Array, subject: string): ImageLayout {
  const noImage = (message: string): ImageError => new ImageError("noImage", `${subject}: ${message}`);
  if (bytes.length < SYSTEM_TABLE_SIZE) throw noImage("there is no system table in it");
  const header = decodeSystemTable(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0);
  if (header.magic !== SYSTEM_TABLE_MAGIC) throw noImage("there is no system table in it");
  if (header.abiVersion !== ABI_VERSION) {
    throw noImage(`its system table is of version ${header.abiVersion}, this Bulkhead reads ${ABI_VERSION}`);
  }
  const size = header.sizeBytes;
  if (size < SYSTEM_TABLE_SIZE || size > bytes.length || size % 4 !== 0) throw noImage("its system table is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  if (wordSum(view) !== 0) throw noImage("its system table is damaged: wrong checksum");
  try {
    const partitions = Array.from({ length: header.partitionCount }, (_, index) => {
      const entry = decodePartitionEntry(view, header.partitionOffset + index * PARTITION_ENTRY_SIZE);
      return partitionLayout(entry, index, view, header);
    });
    const schedules = Array.from({ length: header.scheduleCount }, (_, index) => {
      const entry = decodeScheduleEntry(view, header.scheduleOffset + index * SCHEDULE_ENTRY_SIZE);
      const windows = Array.from({ length: entry.windowCount }, (_, position): WindowLayout => {
        const offset = header.windowOffset + (entry.firstWindow + position) * WINDOW_ENTRY_SIZE;
        const { partition, offsetNs, durationNs } = decodeWindowEntry(view, offset);
        return {
          partition: partition === NO_PARTITION ? undefined : partition,
          offsetNs: Number(offsetNs),
          durationNs: Number(durationNs),
        };
      });
      return { name: entry.name, majorFrameNs: Number(entry.majorFrameNs), windows };
    });
    const channels = Array.from({ length: header.channelCount }, (_, index): ChannelLayout => {
      const offset = header.channelOffset + index * CHANNEL_ENTRY_SIZE;
      const entry = decodeChannelEntry(view, offset);
      const { kind, maxMessageSize, maxMessages } = entry;
      const channel = { kind: kindOf(kind), messageBytesMax: maxMessageSize, depth: Math.max(maxMessages, 1) };
      return entry.exchangePhys === 0 ? channel : { ...channel, exchange: exchangeLayout(entry) };
    });
    return {
      name: header.name,
      memoryEndPhys: header.memoryEndPhys,
      hostBlockPhys: header.hostBlockPhys,
      trace: { phys: header.traceRingPhys, sizeBytes: header.traceRingSizeBytes },
      health: { phys: header.healthRingPhys, sizeBytes: header.healthRingSizeBytes },
      partitions,
      schedules,
      channels,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw noImage("its system table names something outside its bounds");
  }
}

/**
 * The layout of a packed image.
 * @throws ElfError or ImageError when it is none
 */
export function readLayout(image: Uint8Array, subject = "the image"): ImageLayout {
  const elf = readElf(image, subject);
  const segment = elf.programHeaders.find(
    ({ type, physicalAddress, fileSizeBytes }) =>
      type === SEGMENT_LOAD &&
      physicalAddress <= SYSTEM_TABLE_PHYS &&
      SYSTEM_TABLE_PHYS - physicalAddress < fileSizeBytes,
  );
  const bytes = segment && elf.segmentBytes(segment).subarray(SYSTEM_TABLE_PHYS - segment.physicalAddress);
  return layoutFromTable(bytes ?? new Uint8Array(), subject);
}
