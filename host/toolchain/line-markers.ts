/**
 * Leads machine code back to TypeScript lines: the debugger, and the report of a fault, then show those. wasm2c tells
 * nothing about what its C comes from. So each instruction that begins another source line gets a marker in front,
 * `i32.const <marker>; drop`, which does nothing in WebAssembly; wasm2c makes of it an assignment on a line of its own,
 * and that becomes a `#line` directive.
 */
import { type Mapping, readSourceMap } from "./source-map.js";

export interface Marked {
  readonly wasm: Uint8Array;
  /** By number of the marker. */
  readonly places: readonly Mapping[];
}

/** Markers count up from here; a program that has such a number of its own gets a wrong line there, nothing worse. */
const FIRST_MARKER = 0x7e5b_0000;
const CODE_SECTION = 10;
const HEADER_BYTES = 8;
const I32_CONST = 0x41;
const DROP = 0x1a;

/** Puts the markers into the module's functions. */
export function markLines(wasm: Uint8Array, sourceMap: string): Marked {
  const places: Mapping[] = [];
  const mappings = readSourceMap(sourceMap);
  const parts: Uint8Array[] = [wasm.subarray(0, HEADER_BYTES)];
  const reader = new Reader(wasm, HEADER_BYTES);
  while (reader.at < wasm.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.unsigned() + reader.at;
    if (id === CODE_SECTION) {
      const content = markSection(reader, mappings, places);
      parts.push(Uint8Array.of(id), unsigned(content.length), content);
    } else {
      parts.push(wasm.subarray(start, end));
    }
    reader.at = end;
  }
  return { wasm: Buffer.concat(parts), places };
}

function markSection(reader: Reader, mappings: readonly Mapping[], places: Mapping[]): Uint8Array {
  const count = reader.unsigned();
  const parts = [unsigned(count)];
  let next = 0;
  for (let body = 0; body < count; body++) {
    const end = reader.unsigned() + reader.at;
    const start = reader.at;
    for (let groups = reader.unsigned(); groups > 0; groups--) {
      reader.unsigned();
      reader.byte();
    }
    const marked: Uint8Array[] = [];
    let copied = start;
    let last: Mapping | undefined;
    const code = reader.at;
    while (next < mappings.length && mappings[next]!.offset < end) {
      const mapping = mappings[next++]!;
      if (mapping.offset < start || (last?.source === mapping.source && last.line === mapping.line)) continue;
      last = mapping;
      const at = Math.max(mapping.offset, code);
      marked.push(reader.bytes.subarray(copied, at), Uint8Array.of(I32_CONST), signed(FIRST_MARKER + places.length));
      marked.push(Uint8Array.of(DROP));
      places.push(mapping);
      copied = at;
    }
    marked.push(reader.bytes.subarray(copied, end));
    parts.push(unsigned(marked.reduce((sum, { length }) => sum + length, 0)), ...marked);
    reader.at = end;
  }
  return Buffer.concat(parts);
}

class Reader {
  constructor(
    readonly bytes: Uint8Array,
    public at: number,
  ) {}

  byte(): number {
    return this.bytes[this.at++]!;
  }

  /** Unsigned LEB128. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}

function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

/** Signed LEB128 of a number that is not negative: the last byte's bit 6 is the sign, and clear. */
function signed(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 0x40; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

const MARKER = /^\s*var_i\d+ = (\d+)u;$/;
/** Between statements, for targets that keep the memory's base in a segment register: not ours. */
const SEGMENT_BASE = /\n#if WASM_RT_USE_SEGUE_FOR_THIS_MODULE\n +wasm_rt_segue_write_base\(.*\);\n#endif/g;
const BODY_START = "  FUNC_PROLOGUE;";
const BODY_END = "}";
/** wasm2c's spelling of a function of AssemblyScript's own library. */
const LIBRARY_FUNCTION = /0x7Elib0x2F\w*\(/;

/**
 * Turns the markers of wasm2c's output into `#line` directives. What the compiler inlined from its own library counts
 * as the line that uses it. `file` is the C file's own path, `fileOf` gives the path of a source.
 */
export function applyLines(
  source: string,
  places: readonly Mapping[],
  file: string,
  fileOf: (source: string) => string | undefined,
): string {
  const out: string[] = [];
  const lines = source.replace(SEGMENT_BASE, "").split("\n");
  for (let at = 0; at < lines.length; at++) {
    out.push(lines[at]!);
    if (lines[at] !== BODY_START) continue;
    const end = lines.indexOf(BODY_END, at);
    const inLibrary = LIBRARY_FUNCTION.test(lines[at - 1]!);
    const usable = (place: Mapping) => inLibrary || !place.source.startsWith("~lib/");
    out.push(...markBody(lines.slice(at + 1, end), places, usable, fileOf), BODY_END);
    out.push(directive(out.length + 2, file));
    at = end;
  }
  return out.join("\n");
}

function markBody(
  lines: readonly string[],
  places: readonly Mapping[],
  usable: (place: Mapping) => boolean,
  fileOf: (source: string) => string | undefined,
): string[] {
  const out: string[] = [];
  // A directive counts for one line only, so all statements of a source line go on one.
  let statements: string[] = [];
  let shown: Mapping | undefined;
  for (const line of lines) {
    const number = Number(MARKER.exec(line)?.[1]) - FIRST_MARKER;
    const place = places[number];
    if (!place) {
      statements.push(line);
      continue;
    }
    if (!usable(place) || (shown?.source === place.source && shown.line === place.line)) continue;
    // What comes before the first place belongs to it.
    if (shown) {
      out.push(statements.join(" "));
      statements = [];
    }
    out.push(directive(place.line, fileOf(place.source) ?? place.source));
    shown = place;
  }
  if (!shown) return statements;
  return [...out, statements.join(" ")];
}

const directive = (line: number, file: string): string => `#line ${line} ${JSON.stringify(file)}`;
