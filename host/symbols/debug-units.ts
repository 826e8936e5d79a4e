/**
 * The compilation units of .debug_info, DWARF 2 to 4 (DWARF 4, sections 3.1 and 3.3): where each was compiled, which a
 * line table of these versions leaves out, and where the compiler inlined which function.
 */
import { type DebugTexts, readForm } from "./attribute-form.js";
import { ByteReader } from "./byte-reader.js";

export interface DebugSections {
  readonly info: Uint8Array;
  readonly abbreviations: Uint8Array;
  readonly ranges: Uint8Array;
}

/** A piece of code that a call was replaced with. */
export interface InlinedRange {
  readonly address: number;
  /** First address behind it. */
  readonly end: number;
  /** The linker's symbol, had the function been compiled on its own. */
  readonly symbol: string;
  /** Nesting: of two that cover an address the deeper was called by the other. */
  readonly depth: number;
}

export interface DebugUnits {
  /** The folder of compilation by the offset of the unit's line table. */
  readonly folders: ReadonlyMap<number, string>;
  readonly inlined: readonly InlinedRange[];
}

const TAG = { inlinedSubroutine: 0x1d, subprogram: 0x2e } as const;
const ATTRIBUTE = {
  name: 0x03,
  lineTable: 0x10,
  lowPc: 0x11,
  highPc: 0x12,
  folder: 0x1b,
  abstractOrigin: 0x31,
  ranges: 0x55,
} as const;
const FORM_ADDRESS = 0x01;

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly (readonly [name: number, form: number])[];
}

function readAbbreviations(reader: ByteReader): Map<number, Abbreviation> {
  const table = new Map<number, Abbreviation>();
  for (let code = reader.uleb(); code !== 0; code = reader.uleb()) {
    const tag = reader.uleb();
    const hasChildren = reader.u8() !== 0;
    const attributes: [number, number][] = [];
    for (;;) {
      const name = reader.uleb();
      const form = reader.uleb();
      if (name === 0 && form === 0) break;
      attributes.push([name, form]);
    }
    table.set(code, { tag, hasChildren, attributes });
  }
  return table;
}

interface Entry {
  readonly tag: number;
  /** From the unit's first byte, as references count. */
  readonly offset: number;
  readonly depth: number;
  readonly values: ReadonlyMap<number, string | number>;
  /** Whether DW_AT_high_pc is an address; else it is a length. */
  readonly highIsAddress: boolean;
}

/** Every entry of a unit, parents before children. `unit` starts at the unit's length. */
function* entriesOf(unit: ByteReader, table: ReadonlyMap<number, Abbreviation>, texts: DebugTexts): Generator<Entry> {
  let depth = 0;
  while (unit.offset < unit.bytes.length) {
    const { offset } = unit;
    const code = unit.uleb();
    if (code === 0) {
      depth -= 1;
      continue;
    }
    const abbreviation = table.get(code);
    if (abbreviation === undefined) throw new RangeError(`no abbreviation ${code}`);
    const values = new Map<number, string | number>();
    let highIsAddress = false;
    for (const [name, form] of abbreviation.attributes) {
      values.set(name, readForm(unit, form, texts));
      if (name === ATTRIBUTE.highPc) highIsAddress = form === FORM_ADDRESS;
    }
    yield { tag: abbreviation.tag, offset, depth, values, highIsAddress };
    if (abbreviation.hasChildren) depth += 1;
  }
}

const BASE_SELECTION = 0xffffffff;

/** The pairs of a list in .debug_ranges. */
function readRanges(reader: ByteReader, unitBase: number): [number, number][] {
  const ranges: [number, number][] = [];
  let base = unitBase;
  for (;;) {
    const start = reader.u32();
    const end = reader.u32();
    if (start === 0 && end === 0) return ranges;
    if (start === BASE_SELECTION) base = end;
    else ranges.push([base + start, base + end]);
  }
}

function rangesOf({ values, highIsAddress }: Entry, unitBase: number, sections: DebugSections): [number, number][] {
  const list = values.get(ATTRIBUTE.ranges);
  if (list !== undefined) return readRanges(new ByteReader(sections.ranges, Number(list)), unitBase);
  const low = values.get(ATTRIBUTE.lowPc);
  const high = values.get(ATTRIBUTE.highPc);
  if (low === undefined || high === undefined) return [];
  return [[Number(low), highIsAddress ? Number(high) : Number(low) + Number(high)]];
}

const OLDEST_VERSION = 2;
const NEWEST_VERSION = 4;

/** Reads one unit; what it adds up to the point where it cannot be understood counts. */
function readUnit(
  unit: ByteReader,
  sections: DebugSections,
  texts: DebugTexts,
  folders: Map<number, string>,
  inlined: InlinedRange[],
): void {
  unit.skip(4); // the length
  const version = unit.u16();
  if (version < OLDEST_VERSION || version > NEWEST_VERSION) return;
  const table = readAbbreviations(new ByteReader(sections.abbreviations, unit.u32()));
  unit.skip(1); // size of an address
  let base = 0;
  const names = new Map<number, string>();
  const calls: { readonly origin: number; readonly depth: number; readonly ranges: [number, number][] }[] = [];
  for (const entry of entriesOf(unit, table, texts)) {
    const { tag, values, depth, offset } = entry;
    const text = (attribute: number): string | undefined => {
      const value = values.get(attribute);
      return typeof value === "string" ? value : undefined;
    };
    if (depth === 0) {
      base = Number(values.get(ATTRIBUTE.lowPc) ?? 0);
      const folder = text(ATTRIBUTE.folder);
      if (folder !== undefined) folders.set(Number(values.get(ATTRIBUTE.lineTable)), folder);
    }
    const name = text(ATTRIBUTE.name);
    if (tag === TAG.subprogram && name !== undefined) names.set(offset, name);
    if (tag === TAG.inlinedSubroutine) {
      const origin = Number(values.get(ATTRIBUTE.abstractOrigin));
      calls.push({ origin, depth, ranges: rangesOf(entry, base, sections) });
    }
  }
  for (const { origin, depth, ranges } of calls) {
    const symbol = names.get(origin);
    if (symbol !== undefined) for (const [address, end] of ranges) inlined.push({ address, end, symbol, depth });
  }
}

/** What can be understood of .debug_info; nothing here throws. */
export function readUnits(sections: DebugSections, texts: DebugTexts): DebugUnits {
  const folders = new Map<number, string>();
  const inlined: InlinedRange[] = [];
  const reader = new ByteReader(sections.info);
  try {
    while (reader.offset < sections.info.length) {
      const start = reader.offset;
      const length = reader.u32();
      reader.offset = start;
      const unit = reader.part(length + 4);
      try {
        readUnit(unit, sections, texts, folders, inlined);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { folders, inlined };
}
