/** Messages that lie in a channel's ring in before the machine starts: in a copy of the image, so that each run finds them alike. */
import { SEGMENT_LOAD } from "../elf/format.js";
import { readElf } from "../elf/reader.js";
import { ImageError } from "../image/image-error.js";
import type { ExchangeLayout } from "../image/layout.js";
import type { SharedMemory } from "../machine/machine.js";
import type { IncomingMessage } from "./message.js";
import { RingIn } from "./ring-in.js";

export interface Preload {
  readonly exchange: ExchangeLayout;
  readonly messages: readonly IncomingMessage[];
}

/**
 * A copy of the image that holds the messages.
 * @throws ImageError when they do not fit
 */
export function withMessages(image: Uint8Array, preloads: readonly Preload[]): Uint8Array {
  const copy = new Uint8Array(image);
  const memory = loadedMemory(copy);
  for (const { exchange, messages } of preloads) {
    if (new RingIn(exchange).put(memory, messages) < messages.length) {
      throw new ImageError("tooLarge", `${messages.length} messages; the ring holds ${exchange.slotsIn}`);
    }
  }
  return copy;
}

/** The image's loaded segments as the memory that they will be. */
function loadedMemory(image: Uint8Array): SharedMemory {
  const segments = readElf(image, "the image").programHeaders.filter(({ type }) => type === SEGMENT_LOAD);
  const bytesAt = (phys: number, length: number): Uint8Array => {
    const found = segments.find(
      ({ physicalAddress, fileSizeBytes }) =>
        phys >= physicalAddress && phys + length <= physicalAddress + fileSizeBytes,
    );
    if (found === undefined) throw new RangeError(`the image holds nothing at 0x${phys.toString(16)}`);
    const offset = found.fileOffset + phys - found.physicalAddress;
    return image.subarray(offset, offset + length);
  };
  return {
    read: (phys, length) => bytesAt(phys, length).slice(),
    write: (phys, bytes) => bytesAt(phys, bytes.length).set(bytes),
  };
}
