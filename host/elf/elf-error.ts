/** What reading or writing an ELF file throws: BH3001 a broken file, BH3002 a file of another kind. */
import { FaultError } from "../config/fault.js";

export const ELF_CODES = { malformed: "BH3001", wrongKind: "BH3002" } as const;

export class ElfError extends FaultError {
  constructor(
    readonly kind: keyof typeof ELF_CODES,
    /** The file's name, or another name by which the user knows it. */
    readonly subject: string,
    message: string,
    remedy?: string,
  ) {
    super([{ code: ELF_CODES[kind], message: `${subject}: ${message}`, ...(remedy === undefined ? {} : { remedy }) }]);
  }
}
