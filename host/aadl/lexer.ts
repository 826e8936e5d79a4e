/** AADL text as tokens (AS5506, the lexical elements): without comments, with the place of each. */

export interface Token {
  /** An annex is a whole `{** ... **}`; "unknown" is a character that AADL does not have. */
  readonly kind: "word" | "number" | "string" | "symbol" | "annex" | "unknown" | "end of file";
  /** A word in lower case, since AADL does not tell cases apart; a string without its quotes. */
  readonly text: string;
  /** As it stands in the file. */
  readonly spelling: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

// A string that does not end is "unknown" from its quote on.
const PATTERNS: readonly (readonly [Token["kind"] | "blank", RegExp])[] = [
  ["blank", /\s+/y],
  ["blank", /--[^\n\r]*/y],
  ["word", /[A-Za-z][A-Za-z0-9_]*/y],
  ["number", /[0-9][0-9_]*(?:#[0-9A-Fa-f_]+#)?(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?/y],
  ["string", /"[^"\n\r]*(?:""[^"\n\r]*)*"/y],
  ["symbol", /<->|->>|\+=>|->|=>|\.\.|::|[()[\]{}:;,.+\-*]/y],
];

const ANNEX_START = "{**";
const ANNEX_END = "**}";

/** The tokens of a file; the last is its end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  let lineStart = offset;
  while (offset < text.length) {
    const [kind, spelling] = match(text, offset);
    if (kind !== "blank") {
      tokens.push({ kind, text: meaning(kind, spelling), spelling, line, column: offset - lineStart + 1 });
    }
    for (const { index, 0: lineBreak } of spelling.matchAll(/\r\n?|\n/g)) {
      line++;
      lineStart = offset + index + lineBreak.length;
    }
    offset += spelling.length;
  }
  tokens.push({ kind: "end of file", text: "", spelling: "", line, column: offset - lineStart + 1 });
  return tokens;
}

function match(text: string, offset: number): [Token["kind"] | "blank", string] {
  if (text.startsWith(ANNEX_START, offset)) {
    const end = text.indexOf(ANNEX_END, offset + ANNEX_START.length);
    // What is not closed is taken whole, so that no text makes the search start again and again.
    if (end < 0) return ["unknown", text.slice(offset)];
    return ["annex", text.slice(offset, end + ANNEX_END.length)];
  }
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = offset;
    const found = pattern.exec(text);
    if (found) return [kind, found[0]];
  }
  return ["unknown", String.fromCodePoint(text.codePointAt(offset)!)];
}

function meaning(kind: Token["kind"] | "blank", spelling: string): string {
  if (kind === "word") return spelling.toLowerCase();
  return kind === "string" ? spelling.slice(1, -1).replaceAll('""', '"') : spelling;
}

/** A number token's value: `1_000`, `2.5`, `16#FF#`, `2E3`. NaN where a digit is none of its base. */
export function numberValue(spelling: string): number {
  const plain = spelling.replaceAll("_", "").toLowerCase();
  const based = /^([0-9]+)#([0-9a-f]+)#(?:e([+-]?[0-9]+))?$/.exec(plain);
  if (!based) return plain.includes("#") ? Number.NaN : Number(plain);
  const base = Number(based[1]);
  if (base < 2 || base > 16) return Number.NaN;
  const digits = [...based[2]!].map((digit) => Number.parseInt(digit, 16));
  if (digits.some((digit) => digit >= base)) return Number.NaN;
  return digits.reduce((sum, digit) => sum * base + digit, 0) * base ** Number(based[3] ?? 0);
}

/** Words that are no names (AS5506, reserved words). */
export const RESERVED: ReadonlySet<string> = new Set(
  `aadlboolean aadlinteger aadlreal aadlstring abstract access all and annex applies binding bus calls classifier compute
  connections constant data delta device end enumeration event extends false feature features flow flows group
  implementation in inherit initial inverse is list memory mode modes none not of or out package parameter path port
  private process processor properties property prototype prototypes provides public range record reference refined
  renames requires self set sink source subcomponents subprogram system thread to true type units virtual with`.split(
    /\s+/,
  ),
);
