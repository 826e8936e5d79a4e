/** What packing and reading an image throws: BH30xx. */
import { type Fault, FaultError } from "../config/fault.js";

export const IMAGE_CODES = {
  /** A partition's program cannot be laid out. */
  program: "BH3010",
  /** The partition's memory is too small for its program. */
  memory: "BH3011",
  /** The system does not fit the memory that the kernel reaches. */
  tooLarge: "BH3012",
  /** The kernel's ELF file is not one. */
  kernel: "BH3013",
  /** The file is no Bulkhead image. */
  noImage: "BH3014",
} as const;

export class ImageError extends FaultError {
  constructor(kind: keyof typeof IMAGE_CODES, message: string, place: Omit<Fault, "code" | "message"> = {}) {
    super([{ code: IMAGE_CODES[kind], message, ...place }]);
  }
}
