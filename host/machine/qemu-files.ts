/**
 * The folder that one QEMU run needs: the image, the guest's memory as a file that QEMU maps and the host reads, what
 * came out at the serial lines, and what goes into the second. In memory where the system has such a place, since QEMU writes the whole guest there.
 */
import { closeSync, existsSync, fstatSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SharedMemory } from "./machine.js";

const SHARED_MEMORY = "/dev/shm";

export class QemuFiles implements SharedMemory {
  readonly image: string;
  readonly memory: string;
  readonly com1: string;
  readonly com2: string;
  readonly com2Input: string;
  private descriptors: { memory: number; com1: number; com2: number } | undefined;
  private readonly taken = { com1: 0, com2: 0 };
  /** The last state, once the file is gone. */
  private snapshot: Uint8Array | undefined;

  private constructor(
    private readonly folder: string,
    readonly memoryBytes: number,
  ) {
    this.image = join(folder, "system.elf");
    this.memory = join(folder, "memory");
    this.com1 = join(folder, "com1");
    this.com2 = join(folder, "com2");
    this.com2Input = join(folder, "com2-input");
  }

  static async create(
    image: Uint8Array,
    memoryBytes: number,
    com2Input: Uint8Array = new Uint8Array(),
  ): Promise<QemuFiles> {
    const parent = existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir();
    const files = new QemuFiles(await mkdtemp(join(parent, "bulkhead-")), memoryBytes);
    try {
      await writeFile(files.image, image);
      await writeFile(files.com2Input, com2Input);
      // There from the start so that reading never fails; QEMU sets the length.
      const [memory, com1, com2] = [files.memory, files.com1, files.com2].map((file) => openSync(file, "w+"));
      files.descriptors = { memory: memory!, com1: com1!, com2: com2! };
      return files;
    } catch (error) {
      files.remove();
      throw error;
    }
  }

  read(phys: number, length: number): Uint8Array {
    this.mustHold(phys, length);
    if (this.snapshot !== undefined) return this.snapshot.slice(phys, phys + length);
    const bytes = new Uint8Array(length);
    // Before QEMU has set the file's length there is nothing to read: zero, as the memory will be.
    if (this.descriptors !== undefined) readSync(this.descriptors.memory, bytes, 0, length, phys);
    return bytes;
  }

  /** Once the guest is gone, nobody is left to see it. */
  write(phys: number, bytes: Uint8Array): void {
    this.mustHold(phys, bytes.length);
    if (this.descriptors !== undefined) writeSync(this.descriptors.memory, bytes, 0, bytes.length, phys);
  }

  private mustHold(phys: number, length: number): void {
    if (phys < 0 || length < 0 || phys + length > this.memoryBytes) {
      throw new RangeError(`no memory at 0x${phys.toString(16)}, ${length} bytes`);
    }
  }

  /** What came out at a serial line since the last call. */
  newBytes(line: "com1" | "com2"): Uint8Array {
    if (this.descriptors === undefined) return new Uint8Array();
    const descriptor = this.descriptors[line];
    const bytes = new Uint8Array(fstatSync(descriptor).size - this.taken[line]);
    readSync(descriptor, bytes, 0, bytes.length, this.taken[line]);
    this.taken[line] += bytes.length;
    return bytes;
  }

  /** Keeps what the memory holds and removes the folder. */
  close(): void {
    this.snapshot = this.read(0, this.memoryBytes);
    this.remove();
  }

  /** Removes the folder. */
  remove(): void {
    for (const descriptor of Object.values(this.descriptors ?? {})) closeSync(descriptor);
    this.descriptors = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
