/**
 * Splits TypeScript into tokens, as far as finding brackets, names and literals needs it. Accepts any text: what it
 * does not understand becomes punctuation. Whether a file *is* TypeScript is the compiler's question.
 */

export interface Token {
  readonly kind: "name" | "string" | "template" | "number" | "regex" | "punctuation";
  /** Offsets into the source, half-open. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const NAME = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const NUMBER = /\d[\w.]*/y;
const STRING = /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y;

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const take = (kind: Token["kind"], start: number, end: number): number => {
    tokens.push({ kind, start, end, text: source.slice(start, end) });
    return end;
  };
  for (let at = 0; at < source.length; ) {
    const blank = lengthOf(BLANK, source, at);
    if (blank > 0) {
      at += blank;
      continue;
    }
    const [kind, length] = next(source, at, tokens.at(-1));
    at = take(kind, at, at + length);
  }
  return tokens;
}

function next(source: string, at: number, previous: Token | undefined): [Token["kind"], number] {
  if (source[at] === "`") return ["template", templateLength(source, at)];
  const candidates: [Token["kind"], RegExp][] = [
    ["string", STRING],
    ["name", NAME],
    ["number", NUMBER],
  ];
  // A slash divides behind a value and starts a regular expression elsewhere.
  const behindValue = previous && (previous.kind !== "punctuation" || /[)\]}]/.test(previous.text));
  if (source[at] === "/" && !behindValue) candidates.push(["regex", REGEX]);
  for (const [kind, pattern] of candidates) {
    const length = lengthOf(pattern, source, at);
    if (length > 0) return [kind, length];
  }
  return ["punctuation", source.startsWith("...", at) ? 3 : 1];
}

/** Length of the template literal at `at`, what stands in its `${}` included. */
function templateLength(source: string, at: number): number {
  let depth = 0;
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (depth === 0 && source[i] === "`") return i + 1 - at;
    else if (depth === 0 && source.startsWith("${", i)) depth = 1;
    else if (depth > 0 && source[i] === "`") i += templateLength(source, i) - 1;
    else if (depth > 0 && source[i] === "{" && source[i - 1] !== "$") depth++;
    else if (depth > 0 && source[i] === "}") depth--;
  }
  return source.length - at;
}

function lengthOf(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0].length ?? 0;
}
