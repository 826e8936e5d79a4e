/** From an address to the function and, where debug information says so, the source line. */
import type { ElfFile } from "../elf/reader.js";
import { type DebugInfo, readDebugInfo } from "./debug-info.js";
import { functionName } from "./function-name.js";
import { type FunctionRange, functionsOf, lastAtOrBelow } from "./functions.js";

export interface CodeLocation {
  /** The function as its author wrote it, inlined or not. */
  readonly function: string;
  /** Bytes from its first instruction, or from where it was inlined. */
  readonly offsetBytes: number;
  /** Of a TypeScript function: its source file without the extension, relative to the compiler's base folder. */
  readonly module?: string;
  /** The source in C or TypeScript. Never C that was made from TypeScript. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

export class SymbolMap {
  readonly #functions: readonly FunctionRange[];
  /** Long to read, and read only once a fault asks. */
  #debug: DebugInfo | undefined;

  constructor(readonly elf: ElfFile) {
    this.#functions = functionsOf(elf);
  }

  /** Where `address` is, or undefined outside every known function. */
  locate(address: number): CodeLocation | undefined {
    const outer = lastAtOrBelow(this.#functions, address);
    if (outer === undefined || address >= outer.end) return undefined;
    this.#debug ??= readDebugInfo(this.elf);
    const { lines, inlined } = this.#debug;
    const within = inlined
      .filter((range) => address >= range.address && address < range.end)
      .sort((a, b) => a.depth - b.depth);
    const nested = [outer, ...within].map(({ symbol, address: start }) => ({ start, ...functionName(symbol) }));
    // The helpers that a translation from TypeScript calls say nothing to its author.
    const innermost = nested.findLast(({ isTypeScript }) => isTypeScript) ?? nested.at(-1)!;
    const { name, start, isTypeScript, module } = innermost;
    const location = { function: name, offsetBytes: address - start };
    const named = isTypeScript && module !== undefined ? { ...location, module } : location;
    const line = lastAtOrBelow(lines, address);
    if (line === undefined || address >= line.end) return named;
    // Of C that was made from TypeScript only those lines count that lead back to it.
    if (isTypeScript && !line.file.endsWith(".ts")) return named;
    return { ...named, file: line.file, line: line.line };
  }
}
