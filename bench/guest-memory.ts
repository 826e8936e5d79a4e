/** What a guest of the benchmark left in its memory, by the names of its variables. */
import type { ElfFile } from "../host/elf/reader.js";
import type { PartitionLayout } from "../host/image/layout.js";
import type { PhysicalMemory } from "../host/machine/index.js";
import { BenchFailure } from "./bench-failure.js";

export class GuestMemory {
  constructor(
    private readonly memory: PhysicalMemory,
    private readonly partition: PartitionLayout,
    private readonly program: ElfFile,
  ) {}

  /** An array of SAMPLES (bench/systems/samples.h), all of which were taken. */
  samples(name: string): number[] {
    const view = this.variable(name);
    return complete(
      Array.from({ length: view.byteLength / 4 }, (_, index) => view.getUint32(index * 4, true)),
      this.told(name),
    );
  }

  /** An array of TIME_STAMPS, all of which were taken. */
  timeStamps(name: string): bigint[] {
    const view = this.variable(name);
    return complete(
      Array.from({ length: view.byteLength / 8 }, (_, index) => view.getBigUint64(index * 8, true)),
      this.told(name),
    );
  }

  private told(name: string): string {
    return `${this.partition.name}: ${name}`;
  }

  private variable(name: string): DataView {
    const symbol = this.program.symbols().find((candidate) => candidate.name === name);
    if (symbol === undefined) throw new BenchFailure(`${this.told(name)} is no variable of the program`);
    const { value: address, sizeBytes } = symbol;
    const segment = this.partition.segments.find(
      (candidate) => address >= candidate.address && address - candidate.address < candidate.sizeBytes,
    );
    if (segment === undefined) throw new BenchFailure(`${this.told(name)} is not in the partition's memory`);
    const bytes = this.memory.read(segment.phys + address - segment.address, sizeBytes);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function complete<T extends number | bigint>(values: T[], what: string): T[] {
  const missing = values.filter((value) => !value).length;
  if (missing > 0) throw new BenchFailure(`${what}: ${missing} of ${values.length} samples were not taken`);
  return values;
}
