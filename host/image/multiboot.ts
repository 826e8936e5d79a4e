/** The Multiboot 1 header that loaders look for (Multiboot Specification 0.6.96, section 3.1). */
import { ImageError } from "./image-error.js";

const MAGIC = 0x1badb002;
/** It must lie in the file's first bytes. */
const SEARCH_BYTES = 8192;
/** Page-aligned modules, and memory information. v86 takes no other flag than these two and the a.out kludge. */
const ALLOWED_FLAGS = 0x3;

/** Refuses an image that a Multiboot loader would not take. */
export function checkMultibootHeader(image: Uint8Array): void {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  const end = Math.min(SEARCH_BYTES, image.length) - 12;
  for (let offset = 0; offset <= end; offset += 4) {
    if (view.getUint32(offset, true) !== MAGIC) continue;
    const flags = view.getUint32(offset + 4, true);
    if ((MAGIC + flags + view.getUint32(offset + 8, true)) % 2 ** 32 !== 0) continue;
    if ((flags & ~ALLOWED_FLAGS) === 0) return;
    throw new ImageError(
      "kernel",
      `the kernel's Multiboot header has flags 0x${flags.toString(16)}, not just bits 0 and 1`,
    );
  }
  throw new ImageError("kernel", `the kernel has no Multiboot header in the first ${SEARCH_BYTES} bytes of the image`);
}
