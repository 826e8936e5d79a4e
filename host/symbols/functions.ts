/** The functions of an ELF file by address. Labels of assembly code count: they reach up to the next symbol. */
import * as format from "../elf/format.js";
import type { ElfFile, ElfSymbol } from "../elf/reader.js";

export interface FunctionRange {
  /** The linker's symbol. */
  readonly symbol: string;
  readonly address: number;
  /** First address that is not the function's. */
  readonly end: number;
}

const SECTION_FLAG_EXECUTE = 4;

/** Of several names of one address the one that says most: a sized function before a label, a global before a local. */
const rank = ({ type, sizeBytes, isGlobal }: ElfSymbol): number =>
  (type === format.SYMBOL_FUNCTION ? 4 : 0) + (sizeBytes > 0 ? 2 : 0) + (isGlobal ? 1 : 0);

/** All functions, by ascending address, one an address. */
export function functionsOf(elf: ElfFile): FunctionRange[] {
  const isCode = ({ type, sectionIndex, name }: ElfSymbol): boolean => {
    if (name === "" || (type !== format.SYMBOL_FUNCTION && type !== format.SYMBOL_NO_TYPE)) return false;
    return ((elf.sections[sectionIndex]?.flags ?? 0) & SECTION_FLAG_EXECUTE) !== 0;
  };
  const best = new Map<number, ElfSymbol>();
  for (const symbol of elf.symbols().filter(isCode)) {
    const known = best.get(symbol.value);
    if (known === undefined || rank(symbol) > rank(known)) best.set(symbol.value, symbol);
  }
  const sorted = [...best.values()].sort((a, b) => a.value - b.value);
  return sorted.map(({ name, value, sizeBytes, sectionIndex }, index) => {
    const section = elf.sections[sectionIndex]!;
    const next = Math.min(sorted[index + 1]?.value ?? 2 ** 32, section.address + section.sizeBytes);
    return { symbol: name, address: value, end: sizeBytes > 0 ? value + sizeBytes : Math.max(next, value + 1) };
  });
}

/** The last of the ascending entries whose address is at most `address`. */
export function lastAtOrBelow<T extends { readonly address: number }>(
  entries: readonly T[],
  address: number,
): T | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.address <= address) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}
