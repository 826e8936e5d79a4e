/** Collects the faults and warnings of one system file, each with its place. */
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
  /** What is wrong, drawn. */
  readonly drawing?: string;
}

export class Findings {
  private readonly found: Fault[] = [];

  constructor(private readonly source: SystemSource) {}

  /** The system is refused for it. */
  add(code: ConfigCode, path: Path, finding: Finding): void {
    this.found.push(this.faultOf(code, path, finding));
  }

  /** The user should know of it; the system is as good as without. */
  warn(code: ConfigCode, path: Path, finding: Finding): void {
    this.found.push({ ...this.faultOf(code, path, finding), severity: "warning" });
  }

  /** In the order of the source. */
  get faults(): readonly Fault[] {
    return this.inOrder.filter(({ severity }) => severity === undefined);
  }

  /** In the order of the source. */
  get warnings(): readonly Fault[] {
    return this.inOrder.filter(({ severity }) => severity === "warning");
  }

  private get inOrder(): readonly Fault[] {
    const order = (fault: Fault): number => (fault.line ?? 0) * 10_000 + (fault.column ?? 0);
    return this.found.toSorted((a, b) => order(a) - order(b));
  }

  private faultOf(code: ConfigCode, path: Path, { message, remedy, mark, place, drawing }: Finding): Fault {
    return {
      code,
      message,
      ...(path.length > 0 && { path: pathText(path) }),
      ...(place ?? this.source.place(path, mark)),
      ...(drawing && { drawing }),
      ...(remedy && { remedy }),
    };
  }
}
