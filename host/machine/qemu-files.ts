/**
 * The folder that one QEMU run needs: the image, and the guest's memory as a file that QEMU maps and the host reads.
 * In memory where the system has such a place, since QEMU writes the whole guest there.
 */
import { closeSync, existsSync, openSync, readSync, rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PhysicalMemory } from "./machine.js";

const SHARED_MEMORY = "/dev/shm";

export class QemuFiles implements PhysicalMemory {
  readonly image: string;
  readonly memory: string;
  private descriptor: number | undefined;
  /** The last state, once the file is gone. */
  private snapshot: Uint8Array | undefined;

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
    try {
      await writeFile(files.image, image);
      // QEMU sets its length; it is there from the start so that reading never fails.
      await writeFile(files.memory, "");
      files.descriptor = openSync(files.memory, "r");
      return files;
    } catch (error) {
      files.remove();
      throw error;
    }
  }

  read(phys: number, length: number): Uint8Array {
    if (phys < 0 || length < 0 || phys + length > this.memoryBytes) {
      throw new RangeError(`no memory at 0x${phys.toString(16)}, ${length} bytes`);
    }
    if (this.snapshot !== undefined) return this.snapshot.slice(phys, phys + length);
    const bytes = new Uint8Array(length);
    // Before QEMU has set the file's length there is nothing to read: zero, as the memory will be.
    if (this.descriptor !== undefined) readSync(this.descriptor, bytes, 0, length, phys);
    return bytes;
  }

  /** Keeps what the memory holds and removes the folder. */
  close(): void {
    this.snapshot = this.read(0, this.memoryBytes);
    this.remove();
  }

  /** Removes the folder. */
  remove(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
