/**
 * Reads a compiler's source map of a WebAssembly file (Source Map Revision 3): one "line" of output, whose columns are
 * byte offsets in the file.
 */

export interface Mapping {
  /** Byte offset of an instruction. */
  readonly offset: number;
  /** The source file, as the compiler names it. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CONTINUATION = 32;

/** In the order of offsets. Instructions without a place of their own have no mapping. */
export function readSourceMap(text: string): Mapping[] {
  const { mappings, sources } = JSON.parse(text) as { mappings: string; sources: string[] };
  const found: Mapping[] = [];
  let [offset, source, line] = [0, 0, 0];
  for (const segment of mappings.split(",")) {
    const [offsetDelta, sourceDelta, lineDelta] = decode(segment);
    if (offsetDelta === undefined) continue;
    offset += offsetDelta;
    if (sourceDelta === undefined || lineDelta === undefined) continue;
    source += sourceDelta;
    line += lineDelta;
    found.push({ offset, source: sources[source]!, line: line + 1 });
  }
  return found;
}

/** Numbers in base 64, five bits a digit, least first; the lowest bit of a number is its sign. */
function decode(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & (CONTINUATION - 1)) << shift;
    shift += 5;
    if (bits & CONTINUATION) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
