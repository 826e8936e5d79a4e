/** From an address to the function and, where debug information says so, the source line. */
import type { ElfFile } from "../elf/reader.js";
import { functionName } from "./function-name.js";
import { type FunctionRange, functionsOf, lastAtOrBelow } from "./functions.js";
import { type LineRange, linesOf } from "./line-table.js";

export interface CodeLocation {
  /** The function as its author wrote it. */
  readonly function: string;
  /** Bytes from the function's first instruction. */
  readonly offsetBytes: number;
  /** Of a TypeScript function: its source file without the extension, relative to the compiler's base folder. */
  readonly module?: string;
  /** The C source. Never of C that was made from TypeScript. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

export class SymbolMap {
  readonly #functions: readonly FunctionRange[];
  #lines: readonly LineRange[] | undefined;

  constructor(readonly elf: ElfFile) {
    this.#functions = functionsOf(elf);
  }

  /** Where `address` is, or undefined outside every known function. */
  locate(address: number): CodeLocation | undefined {
    const range = lastAtOrBelow(this.#functions, address);
    if (range === undefined || address >= range.end) return undefined;
    const { name, module } = functionName(range.symbol);
    const offsetBytes = address - range.address;
    if (module !== undefined) return { function: name, offsetBytes, module };
    // Line tables are long, and read only once a fault asks.
    this.#lines ??= linesOf(this.elf);
    const line = lastAtOrBelow(this.#lines, address);
    if (line === undefined || address >= line.end) return { function: name, offsetBytes };
    return { function: name, offsetBytes, file: line.file, line: line.line };
  }
}

/** `startWindow+0x1f (core/schedule.ts)`, `main+0x8 (rogue.c:31)`. */
export function formatLocation({ function: name, offsetBytes, module, file, line }: CodeLocation): string {
  const place = offsetBytes === 0 ? name : `${name}+0x${offsetBytes.toString(16)}`;
  if (module !== undefined) return `${place} (${module}.ts)`;
  return file === undefined ? place : `${place} (${file}:${line})`;
}
