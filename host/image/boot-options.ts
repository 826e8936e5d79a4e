/** What a runner asks of one run: written into a copy of the image, outside the checksummed table. */
import { SEGMENT_LOAD } from "../elf/format.js";
import { readElf } from "../elf/reader.js";
import {
  BOOT_OPTIONS_MAGIC,
  BOOT_OPTIONS_PHYS,
  BOOT_OPTIONS_SIZE,
  type BootOptions as BootOptionsRecord,
  encodeBootOptions,
  PAGE_SIZE,
} from "../generated/abi.js";
import { ImageError } from "./image-error.js";

export interface BootOptions {
  /** Major frames after which the run ends; 0 or absent: never. */
  readonly frameLimit?: number;
  /** Nanoseconds from the first frame after which the run ends; 0 or absent: never. */
  readonly timeLimitNs?: number | bigint;
  /** I/O port of QEMU's isa-debug-exit; 0 or absent: none. */
  readonly exitPort?: number;
  /** Lateness of a window's end beyond which it is an overrun; absent: 10 us, right for a PC. */
  readonly overrunToleranceNs?: number;
  /** Whether the run ends when every partition has stopped. */
  readonly endWhenIdle?: boolean;
}

/** A timer interrupt on a PC comes within microseconds; what is later than this had another cause. */
const PC_OVERRUN_TOLERANCE_NS = 10_000;

function record({
  frameLimit = 0,
  timeLimitNs = 0,
  exitPort = 0,
  overrunToleranceNs = PC_OVERRUN_TOLERANCE_NS,
  endWhenIdle = false,
}: BootOptions): BootOptionsRecord {
  const timeLimit = BigInt(timeLimitNs);
  return {
    magic: BOOT_OPTIONS_MAGIC,
    frameLimit,
    timeLimitNs: timeLimit,
    exitPort,
    overrunToleranceNs,
    endWhenIdle: Number(endWhenIdle),
    reserved: 0,
  };
}

/** The page of boot options that a packed image holds. */
export function bootOptionsPage(options: BootOptions): Uint8Array<ArrayBuffer> {
  const page = new Uint8Array(PAGE_SIZE);
  encodeBootOptions(new DataView(page.buffer), 0, record(options));
  return page;
}

/**
 * A copy of the image that asks for `options`.
 * @throws ElfError or ImageError when it is no image
 */
export function withBootOptions(image: Uint8Array, options: BootOptions): Uint8Array<ArrayBuffer> {
  const subject = "the image";
  const segment = readElf(image, subject).programHeaders.find(
    ({ type, physicalAddress, fileSizeBytes }) =>
      type === SEGMENT_LOAD &&
      physicalAddress <= BOOT_OPTIONS_PHYS &&
      fileSizeBytes - (BOOT_OPTIONS_PHYS - physicalAddress) >= BOOT_OPTIONS_SIZE,
  );
  if (segment === undefined) throw new ImageError("noImage", `${subject}: there are no boot options in it`);
  const copy = new Uint8Array(image);
  const offset = segment.fileOffset + BOOT_OPTIONS_PHYS - segment.physicalAddress;
  encodeBootOptions(new DataView(copy.buffer), offset, record(options));
  return copy;
}
