/**
 * How much memory an image needs to be loaded. v86 skips a segment that does not fit without a word, so that is
 * asked before a machine starts.
 */
import { SEGMENT_LOAD } from "../elf/format.js";
import { readElf } from "../elf/reader.js";

const MIB = 1 << 20;
/** Firmware and the boot loader's own structures need some. */
const LEAST_BYTES = 16 * MIB;
/** What a PC's firmware keeps for itself at the end of memory, and does not tell of: SeaBIOS 128 KiB. */
const FIRMWARE_BYTES = 128 << 10;

/** The memory size to give a machine, whole MiB. Throws if the image is no ELF file for i386 or does not fit. */
export function machineMemoryBytes(image: Uint8Array, memoryBytes: number): number {
  const sizeBytes = Math.ceil(Math.max(memoryBytes + FIRMWARE_BYTES, LEAST_BYTES) / MIB) * MIB;
  const segments = readElf(image, "the image").programHeaders.filter(({ type }) => type === SEGMENT_LOAD);
  const end = Math.max(0, ...segments.map(({ physicalAddress, memorySizeBytes }) => physicalAddress + memorySizeBytes));
  // v86 wants a segment to end before the last byte.
  if (end < sizeBytes) return sizeBytes;
  if (end === sizeBytes) return sizeBytes + MIB;
  throw new Error(
    `the image reaches up to 0x${end.toString(16)}, the machine's memory only to 0x${sizeBytes.toString(16)}`,
  );
}
