/** Collects the faults of one system file, each with its place. */
import type { ConfigCode } from "./codes.js";
import type { Fault } from "./fault.js";
import { type Path, type Place, pathText, type SystemSource } from "./locate.js";

export interface Finding {
  readonly message: string;
  readonly remedy?: string;
  /** Point at the key instead of the value. */
  readonly mark?: "key";
  /** Where the source says otherwise than the path. */
  readonly place?: Place;
}

export class Findings {
  private readonly found: Fault[] = [];

  constructor(private readonly source: SystemSource) {}

  add(code: ConfigCode, path: Path, { message, remedy, mark, place }: Finding): void {
    const where = place ?? this.source.place(path, mark);
    this.found.push({
      code,
      message,
      ...(path.length > 0 && { path: pathText(path) }),
      ...where,
      ...(remedy && { remedy }),
    });
  }

  /** In the order of the source; each place and code once. */
  get faults(): readonly Fault[] {
    const order = (fault: Fault): number => (fault.line ?? 0) * 10_000 + (fault.column ?? 0);
    return this.found.toSorted((a, b) => order(a) - order(b));
  }
}
