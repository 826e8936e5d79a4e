/** The user's source files: where they are, and that they are of a kind that is compiled here. */
import { statSync } from "node:fs";
import { dirname, extname, isAbsolute, join, posix, relative, sep } from "node:path";
import type { Place } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Described, PropertyValues } from "./property-values.js";

const PROPERTIES = ["Source_Text", "POK::Source_Location"];
const COMPILED = new Set([".c", ".s"]);
const ADA = new Set([".adb", ".ads", ".ali"]);

/** The files of one partition, each once, in the order in which they were named. */
export class Sources {
  readonly #files = new Map<string, Place>();
  readonly #folders = new Set<string>();

  constructor(
    /** Where the system file is to be. */
    private readonly directory: string,
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {}

  /** Paths relative to the system file, with `/`. */
  get files(): readonly string[] {
    return [...this.#files.keys()].map((file) => this.#shown(file));
  }

  /** Folders of the headers that the model names. */
  get folders(): readonly string[] {
    return [...this.#folders].map((folder) => this.#shown(folder));
  }

  /** Adds what the component's properties name. `kinds`: endings that are possible besides C and assembly. */
  add(of: Described, declaredAt: Place, kinds: ReadonlySet<string> = new Set()): void {
    for (const property of PROPERTIES) {
      const place = this.values.place(of, property, declaredAt);
      for (const name of this.values.texts(of, property) ?? []) this.#addFile(name, place, kinds);
    }
  }

  #addFile(name: string, place: Place, kinds: ReadonlySet<string>): void {
    const ending = extname(name).toLowerCase();
    if (ending === ".h") {
      const header = locate(name, place);
      if (header) this.#folders.add(dirname(header));
      return;
    }
    if (ADA.has(ending)) {
      this.#refuse(AADL_CODES.UNSUPPORTED, place, `"${name}" is Ada, which is not compiled here`);
      return;
    }
    // POK names the object that its own build would make of the source.
    const wanted = ending === ".o" ? `${name.slice(0, -2)}.c` : name;
    if (ending !== ".o" && !COMPILED.has(ending) && !kinds.has(ending)) {
      const message = `"${name}" is no source file: .c and .S are compiled`;
      this.#refuse(AADL_CODES.SOURCE, place, message, ending === ".a" ? "name the library's sources" : undefined);
      return;
    }
    const file = locate(wanted, place);
    if (file === undefined) {
      const message = `there is no file "${wanted}"${ending === ".o" ? `, of which "${name}" would be made` : ""}`;
      this.#refuse(AADL_CODES.SOURCE, place, message, `it is looked for beside ${place.file}`);
      return;
    }
    if (!this.#files.has(file)) this.#files.set(file, place);
  }

  #refuse(code: (typeof AADL_CODES)["SOURCE" | "UNSUPPORTED"], place: Place, message: string, remedy?: string): void {
    this.findings.fault(code, place, message, remedy);
  }

  #shown = (file: string): string => relative(this.directory, file).split(sep).join(posix.sep) || ".";
}

/**
 * A file that the model names: relative to the file that names it, or, where that leads out of its folder and to nothing,
 * by what is left without the leading `../`, which lead out of the folders that POK's generator makes.
 */
function locate(name: string, place: Place): string | undefined {
  if (name === "" || name.includes("\0")) return undefined;
  const folder = dirname(place.file);
  const tries = isAbsolute(name) ? [name] : [join(folder, name), join(folder, name.replace(/^(\.\.?\/)+/, ""))];
  return tries.find(isFile);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
