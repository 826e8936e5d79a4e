/**
 * The folder that one QEMU run needs: the image, and the guest's memory as a file that QEMU maps and the host reads.
 * In memory where the system has such a place, since QEMU writes the whole guest there.
 */
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PhysicalMemory } from "./machine.js";

const SHARED_MEMORY = "/dev/shm";

export class QemuFiles implements PhysicalMemory {
  readonly image: string;
  readonly memory: string;
  private descriptor: number | undefined;
  /** The last state, once the file is gone. */
  private snapshot: Buffer | undefined;

  private constructor(
    private readonly folder: string,
    readonly memoryBytes: number,
  ) {
    this.image = join(folder, "system.elf");
    this.memory = join(folder, "memory");
  }

  static async create(image: Uint8Array, memoryBytes: number): Promise<QemuFiles> {
    const parent = existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir();
    const files = new QemuFiles(await mkdtemp(join(parent, "bulkhead-")), memoryBytes);
    await writeFile(files.image, image);
    // QEMU sets its length; it is there from the start so that reading never fails.
    await writeFile(files.memory, "");
    files.descriptor = openSync(files.memory, "r");
    return files;
  }

  read(phys: number, length: number): Uint8Array {
    if (phys < 0 || length < 0 || phys + length > this.memoryBytes) {
      throw new RangeError(`no memory at 0x${phys.toString(16)}, ${length} bytes`);
    }
    const bytes = Buffer.alloc(length);
    if (this.snapshot !== undefined) this.snapshot.copy(bytes, 0, phys, phys + length);
    // A file that is shorter than the memory is zero beyond its end.
    else if (this.descriptor !== undefined) readSync(this.descriptor, bytes, 0, length, phys);
    return bytes;
  }

  /** Removes the folder and keeps what the memory held. */
  async close(): Promise<void> {
    this.snapshot = Buffer.from(this.read(0, this.memoryBytes));
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
    await rm(this.folder, { recursive: true, force: true });
  }
}
