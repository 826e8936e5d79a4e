/**
 * How much memory an image needs to be loaded. v86 skips a segment that does not fit without a word, so that is
 * asked before a machine starts.
 */
const MIB = 1 << 20;
/** Firmware and the boot loader's own structures need some. */
const LEAST_BYTES = 16 * MIB;

const PROGRAM_HEADER_OFFSET = 28;
const PROGRAM_HEADER_SIZE = 42;
const PROGRAM_HEADER_COUNT = 44;
const PT_LOAD = 1;
const P_PADDR = 12;
const P_MEMSZ = 20;

/** The memory size to give a machine, whole MiB. Throws if the image is no ELF32 file or does not fit. */
export function machineMemoryBytes(image: Uint8Array, memoryBytes: number): number {
  const sizeBytes = Math.ceil(Math.max(memoryBytes, LEAST_BYTES) / MIB) * MIB;
  const end = loadEnd(image);
  // The loader wants the last segment to end before the last byte.
  if (end >= sizeBytes) {
    throw new Error(
      `the image reaches up to 0x${end.toString(16)}, the machine's memory only to 0x${sizeBytes.toString(16)}`,
    );
  }
  return sizeBytes;
}

function loadEnd(image: Uint8Array): number {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  if (image.length < 52 || view.getUint32(0) !== 0x7f454c46 || view.getUint8(4) !== 1) {
    throw new Error("the image is not a 32-bit ELF file");
  }
  const offset = view.getUint32(PROGRAM_HEADER_OFFSET, true);
  const size = view.getUint16(PROGRAM_HEADER_SIZE, true);
  const count = view.getUint16(PROGRAM_HEADER_COUNT, true);
  let end = 0;
  for (let n = 0; n < count; n++) {
    const header = offset + n * size;
    if (view.getUint32(header, true) !== PT_LOAD) continue;
    end = Math.max(end, view.getUint32(header + P_PADDR, true) + view.getUint32(header + P_MEMSZ, true));
  }
  return end;
}
