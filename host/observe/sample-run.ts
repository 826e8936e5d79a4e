/** A run without a machine, for tests: physical memory with the kernel's rings, written as the kernel writes them. */
import {
  ACTION_COLD_RESTART,
  CONSOLE_RECORD_SIZE,
  CONSOLE_RING_DRAINED_OFFSET,
  CONSOLE_RING_HEAD_OFFSET,
  CONSOLE_RING_SIZE,
  decodeHostBlock,
  ERROR_MEMORY_VIOLATION,
  encodeHealthRecord,
  encodeHostBlock,
  encodeTraceRecord,
  HEALTH_ERROR,
  HEALTH_RECORD_SIZE,
  HEALTH_RING_SIZE,
  type HealthRecord,
  HOST_BLOCK_MAGIC,
  LEVEL_PROCESS,
  MAX_ERROR_MESSAGE_SIZE,
  MODE_NORMAL,
  NO_PARTITION,
  SYSTEM_STATE_PROCESS,
  TRACE_RECORD_SIZE,
  TRACE_RING_SIZE,
} from "../generated/abi.js";
import type { ImageLayout, PartitionLayout, RingPlace } from "../image/layout.js";
import type { PhysicalMemory } from "../machine/machine.js";

export const TRACE_CAPACITY = 8;
export const CONSOLE_BYTES = 128;
const BASE = 0x1000;

function partitionLayout(name: string, index: number): PartitionLayout {
  const phys = BASE + 0x1000 * (index + 1);
  return {
    name,
    index,
    entry: 0x10000,
    statisticsPhys: BASE + 256 + index * 128,
    consolePhys: phys,
    consoleSizeBytes: CONSOLE_BYTES,
    trace: { phys: phys + 0x800, sizeBytes: TRACE_RING_SIZE + TRACE_CAPACITY * TRACE_RECORD_SIZE },
    segments: [],
    heapAddress: 0,
    heapSizeBytes: 0,
    stackAddress: 0,
    stackSizeBytes: 0,
    irqs: 0,
    vcpuCount: index === 0 ? 1 : 0,
    processCount: index === 0 ? 0 : 4,
    ports: [],
  };
}

/** "one" is a guest operating system, "two" a native partition. */
export const SAMPLE_LAYOUT: ImageLayout = {
  name: "sample",
  memoryEndPhys: 0x8000,
  hostBlockPhys: BASE,
  trace: { phys: 0x5000, sizeBytes: TRACE_RING_SIZE + TRACE_CAPACITY * TRACE_RECORD_SIZE },
  health: { phys: 0x6000, sizeBytes: HEALTH_RING_SIZE + TRACE_CAPACITY * HEALTH_RECORD_SIZE },
  partitions: [partitionLayout("one", 0), partitionLayout("two", 1)],
  schedules: ["start", "flight"].map((name) => ({ name, majorFrameNs: 10_000_000, windows: [] })),
  channels: [],
};

/** The clock of the run: one tick of the time stamp is half a nanosecond, and boot was at 1000. */
export const tscAt = (timeNs: number): bigint => 1000n + BigInt(timeNs) * 2n;

export class SampleRun implements PhysicalMemory {
  readonly view = new DataView(new ArrayBuffer(SAMPLE_LAYOUT.memoryEndPhys));
  /** Called before each read: what the kernel does meanwhile. */
  meanwhile: () => void = () => {};

  constructor() {
    encodeHostBlock(this.view, SAMPLE_LAYOUT.hostBlockPhys, {
      ...decodeHostBlock(this.view, SAMPLE_LAYOUT.hostBlockPhys),
      magic: HOST_BLOCK_MAGIC,
      clockOriginTsc: tscAt(0),
      clockMultiplier: 2 ** 31,
      clockShift: 32,
    });
  }

  read(phys: number, length: number): Uint8Array {
    this.meanwhile();
    if (phys + length > this.view.byteLength) throw new RangeError("outside the memory");
    return new Uint8Array(this.view.buffer.slice(phys, phys + length));
  }

  #next({ phys }: RingPlace, headerBytes: number, recordBytes: number): { offset: number; sequence: number } {
    const written = this.view.getUint32(phys, true);
    return { offset: phys + headerBytes + (written % TRACE_CAPACITY) * recordBytes, sequence: (written + 1) >>> 0 };
  }

  /** A trace record in the ring of `partition`, or in the kernel's; its word b is `about`, which defaults to the ring's. */
  trace(
    timeNs: number,
    partition: number | undefined,
    event: number,
    words: readonly number[] = [],
    about = partition,
  ): void {
    const place = partition === undefined ? SAMPLE_LAYOUT.trace : SAMPLE_LAYOUT.partitions[partition]!.trace;
    const { offset, sequence } = this.#next(place, TRACE_RING_SIZE, TRACE_RECORD_SIZE);
    const [a = 0, b = 0, c = 0] = words;
    const record = { tsc: tscAt(timeNs), event, partition: about ?? NO_PARTITION, a, b, c, sequence };
    encodeTraceRecord(this.view, offset, record);
    this.view.setUint32(place.phys, sequence, true);
  }

  /** A record of a page fault in a guest operating system, but for `change`. */
  health(timeNs: number, change: Partial<HealthRecord>): void {
    const place = SAMPLE_LAYOUT.health;
    const { offset, sequence } = this.#next(place, HEALTH_RING_SIZE, HEALTH_RECORD_SIZE);
    encodeHealthRecord(this.view, offset, {
      tsc: tscAt(timeNs),
      kind: HEALTH_ERROR,
      partition: 0,
      error: ERROR_MEMORY_VIOLATION,
      state: SYSTEM_STATE_PROCESS,
      level: LEVEL_PROCESS,
      action: ACTION_COLD_RESTART,
      mode: MODE_NORMAL,
      vector: 14,
      errorCode: 6,
      eip: 0x10123,
      esp: 0x20000,
      address: 0xc0000000,
      thread: 0,
      length: 0,
      message: new Array(MAX_ERROR_MESSAGE_SIZE).fill(0),
      reserved: [0, 0, 0],
      sequence,
      ...change,
    });
    this.view.setUint32(place.phys, sequence, true);
  }

  /** Writes as the kernel does: what was not drained is never overwritten. False when it does not fit. */
  console(timeNs: number, partition: number, bytes: Uint8Array): boolean {
    const { consolePhys } = SAMPLE_LAYOUT.partitions[partition]!;
    const head = this.view.getUint32(consolePhys + CONSOLE_RING_HEAD_OFFSET, true);
    const drained = this.view.getUint32(consolePhys + CONSOLE_RING_DRAINED_OFFSET, true);
    const size = Math.ceil((CONSOLE_RECORD_SIZE + bytes.length) / 16) * 16;
    if (size > CONSOLE_BYTES - ((head - drained) >>> 0)) return false;
    const record = new DataView(new ArrayBuffer(size));
    record.setBigUint64(0, tscAt(timeNs), true);
    record.setUint32(8, bytes.length, true);
    new Uint8Array(record.buffer).set(bytes, CONSOLE_RECORD_SIZE);
    for (let index = 0; index < size; index += 1) {
      const at = (head + index) % CONSOLE_BYTES;
      this.view.setUint8(consolePhys + CONSOLE_RING_SIZE + at, record.getUint8(index));
    }
    this.view.setUint32(consolePhys + CONSOLE_RING_HEAD_OFFSET, head + size, true);
    return true;
  }

  /** The serial line has taken everything. */
  drain(partition: number): void {
    const { consolePhys } = SAMPLE_LAYOUT.partitions[partition]!;
    const head = this.view.getUint32(consolePhys + CONSOLE_RING_HEAD_OFFSET, true);
    this.view.setUint32(consolePhys + CONSOLE_RING_DRAINED_OFFSET, head, true);
  }
}
