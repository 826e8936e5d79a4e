/**
 * A partition's program as it runs on a machine that stands still: whether it is the one that runs, in code of its own,
 * and what has room below its stack pointer. Only there is it changed: the kernel never is.
 */
import { PERMISSION_EXECUTE, PERMISSION_WRITE, SEGMENT_FLAG_SHARED } from "../generated/abi.js";
import type { PartitionLayout } from "../image/layout.js";
import type { V86Session } from "../machine/index.js";

const RING_3 = 3;
const PAGE_BYTES = 4096;
/** Room that an interrupt of a guest, or a call, may take besides. */
const SPARE_BYTES = 256;

export class GuestCode {
  constructor(
    private readonly session: V86Session,
    readonly partition: PartitionLayout,
  ) {}

  get processor() {
    return this.session.emulator.processor;
  }

  /** Whether the processor is in a function of this partition, with room for so many bytes below its stack pointer. */
  isRunning(roomBytes: number): boolean {
    const { processor } = this;
    return this.isMapped() && this.isOwnCode(processor.instructionAddress) && this.hasRoom(roomBytes + SPARE_BYTES);
  }

  /** While it is not running so: machine time before which it can't begin to. */
  idleUntilNs(): number {
    const { session, processor } = this;
    if (session.idleUntilNs !== undefined) return session.idleUntilNs;
    // From another partition's code to this one's the way is a timer's or a device's interrupt.
    return processor.ring === RING_3 && !this.isMapped() ? session.emulator.nextEventNs() : session.nowNs;
  }

  /** Writes where the running program has `address`. */
  write(address: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const at = (address + done) >>> 0;
      const length = Math.min(bytes.length - done, PAGE_BYTES - (at % PAGE_BYTES));
      this.session.emulator.write(this.processor.physical(at)!, bytes.subarray(done, done + length));
      done += length;
    }
  }

  writeWord(address: number, value: number): void {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, true);
    this.write(address, bytes);
  }

  readWord(address: number): number {
    const bytes = this.session.memory.read(this.processor.physical(address)!, 4);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }

  /** Its page directory is loaded, and ring 3 runs: its own memory is where only its own directory has it. */
  private isMapped(): boolean {
    const { processor, partition } = this;
    const own = partition.segments.find(
      ({ permissions, flags }) => (permissions & PERMISSION_WRITE) !== 0 && (flags & SEGMENT_FLAG_SHARED) === 0,
    );
    return processor.ring === RING_3 && own !== undefined && processor.physical(own.address) === own.phys;
  }

  private isOwnCode(address: number): boolean {
    return this.partition.segments.some(
      (segment) =>
        (segment.permissions & PERMISSION_EXECUTE) !== 0 &&
        address - segment.address < segment.sizeBytes &&
        address >= segment.address,
    );
  }

  private hasRoom(bytes: number): boolean {
    const top = this.processor.register("esp");
    const bottom = (top - bytes) >>> 0;
    for (let at = bottom; at < top; at += PAGE_BYTES) if (!this.processor.isWritable(at)) return false;
    return this.processor.isWritable((top - 1) >>> 0);
  }
}
