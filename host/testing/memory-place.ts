/** Where in a partition's memory a test means: by a symbol of its program, or by an address. */
import { listOf, nearest } from "../config/suggest.js";
import { readElf } from "../elf/reader.js";
import type { PartitionLayout } from "../image/layout.js";
import { functionName } from "../symbols/function-name.js";
import type { Place } from "./api.js";

/** A partition's layout and its program. */
export interface Subject {
  readonly layout: PartitionLayout;
  readonly file: string;
  readonly content: Uint8Array;
}

export interface MemoryPlace {
  readonly phys: number;
  /** As messages show it. */
  readonly shown: string;
}

/**
 * The byte that holds bit `bit`, counted from the place's first.
 * @throws where the partition has no such symbol, or no memory there
 */
export function placeOf(subject: Subject, place: Place, bit: number): MemoryPlace {
  const { layout } = subject;
  const start = place.symbol === undefined ? place.address : addressOf(subject, place.symbol, bit);
  const address = start + Math.floor(bit / 8);
  const segment = layout.segments.find((one) => address >= one.address && address - one.address < one.sizeBytes);
  if (!segment) {
    const own = layout.segments.map((one) => `${hex(one.address)} to ${hex(one.address + one.sizeBytes - 1)}`);
    throw new Error(`${layout.name} has no memory at ${hex(address)}; it has ${own.join(", ")}`);
  }
  const shown = place.symbol === undefined ? hex(address) : place.symbol;
  return { phys: segment.phys + address - segment.address, shown };
}

/** Of a variable or a function, by the linker's name or the author's. */
function addressOf({ layout, file, content }: Subject, symbol: string, bit: number): number {
  const all = readElf(content, file)
    .symbols()
    .filter(({ name, sectionIndex }) => name !== "" && sectionIndex !== 0);
  const exact = all.filter(({ name }) => name === symbol);
  const found = exact.length > 0 ? exact : all.filter(({ name }) => functionName(name).name === symbol);
  const places = [...new Map(found.map((one) => [one.value, one])).values()];
  const [only] = places;
  if (!only) {
    const guess = nearest(
      symbol,
      all.map(({ name }) => functionName(name).name),
    );
    throw new Error(`${layout.name} has no symbol "${symbol}"${guess ? `; did you mean "${guess}"?` : ""}`);
  }
  if (places.length > 1) {
    const names = listOf([...new Set(places.map(({ name }) => name))]);
    const addresses = places.map(({ value }) => hex(value)).join(", ");
    throw new Error(`${layout.name} has "${symbol}" more than once: ${names} at ${addresses}; give the address`);
  }
  if (only.sizeBytes > 0 && bit >= only.sizeBytes * 8) {
    throw new Error(`"${symbol}" of ${layout.name} has ${only.sizeBytes * 8} bits, from 0 on; there is no bit ${bit}`);
  }
  return only.value;
}

const hex = (value: number): string => `0x${(value >>> 0).toString(16).padStart(8, "0")}`;
