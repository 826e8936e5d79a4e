/** A file's tokens under a cursor: what the grammar asks for, and how reading goes on behind a fault. */
import { AADL_CODES, type AadlCode } from "./codes.js";
import type { Findings } from "./findings.js";
import type { Place } from "./instance.js";
import { RESERVED, type Token, tokenize } from "./lexer.js";
import type { Name } from "./syntax.js";

/** Values in values, and braces in braces, deeper than anyone writes. */
const MAX_DEPTH = 60;

/** Ends the reading of a declaration; its fault is in the findings. */
export class SyntaxFault extends Error {}

/** What a text is that the lexer could not read to its end. */
const UNCLOSED: readonly (readonly [string, string])[] = [
  ['"', "close the text with another quote on the same line"],
  ["{**", "close the annex with **}"],
];

/** Words that open a section of a declaration. */
const SECTIONS: ReadonlySet<string> = new Set([
  "prototypes",
  "features",
  "subcomponents",
  "calls",
  "connections",
  "flows",
  "modes",
  "properties",
  "annex",
]);

export class TokenStream {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(
    readonly file: string,
    text: string,
    readonly findings: Findings,
  ) {
    this.#tokens = tokenize(text);
  }

  /** The token `ahead` of the next one. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  get atEnd(): boolean {
    return this.peek().kind === "end of file";
  }

  advance(): Token {
    const token = this.peek();
    if (!this.atEnd) this.#next++;
    return token;
  }

  placeOf({ line, column }: Token): Place {
    return { file: this.file, line, column };
  }

  get place(): Place {
    return this.placeOf(this.peek());
  }

  /** Whether these words and symbols come next. */
  is(...texts: readonly string[]): boolean {
    return texts.every((text, i) => {
      const token = this.peek(i);
      return token.text === text && (token.kind === "word" || token.kind === "symbol");
    });
  }

  /** Takes these words and symbols if they come next. */
  accept(...texts: readonly string[]): boolean {
    if (!this.is(...texts)) return false;
    for (const _ of texts) this.advance();
    return true;
  }

  /** @throws SyntaxFault if anything else comes next */
  expect(...texts: readonly string[]): void {
    for (const text of texts) if (!this.accept(text)) this.fail(`"${text}"`);
  }

  /** A name of the user's. */
  name(what = "a name"): Name {
    const token = this.peek();
    if (token.kind === "word" && RESERVED.has(token.text)) this.fail(what, "this word is reserved: choose another");
    if (token.kind !== "word") this.fail(what);
    this.advance();
    return { text: token.spelling, place: this.placeOf(token) };
  }

  /** Tells that `wanted` should come next and something else does. */
  fail(wanted: string, hint?: string): never {
    const token = this.peek();
    const found = token.kind === "end of file" ? "the file ends" : `${described(token)} stands`;
    const unclosed = UNCLOSED.find(([opening]) => token.kind === "unknown" && token.text.startsWith(opening))?.[1];
    return this.failAt(AADL_CODES.SYNTAX, `${wanted} is expected where ${found}`, this.place, unclosed ?? hint);
  }

  failAt(code: AadlCode, message: string, place: Place, remedy?: string): never {
    this.findings.fault(code, message, place, remedy);
    throw new SyntaxFault(message);
  }

  /** Runs `read` one level deeper: what nests without a bound in AADL has one here. */
  nested<T>(read: () => T): T {
    if (this.#depth >= MAX_DEPTH) {
      this.failAt(AADL_CODES.SYNTAX, `this is nested more than ${MAX_DEPTH} levels deep`, this.place);
    }
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Runs `read`; behind a fault in it goes on as `resume` leads, at any rate a token further. */
  recovering(read: () => void, resume: () => void): void {
    const start = this.#next;
    try {
      read();
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      if (this.#next === start && !this.atSection && !this.is("end")) this.advance();
      resume();
      if (this.#next === start) this.advance();
    }
  }

  /** Whether a section of a declaration begins here. */
  get atSection(): boolean {
    const token = this.peek();
    return (token.kind === "word" && SECTIONS.has(token.text)) || this.is("requires", "modes");
  }

  /** Whether a declaration's sections are over: `end`, but not of `end to end flow`. */
  get atDeclarationEnd(): boolean {
    return this.atEnd || (this.is("end") && !this.is("end", "to"));
  }

  /** To behind the next `;` outside braces, or to what surely does not belong to the statement. */
  skipStatement(): void {
    let depth = 0;
    while (!this.atDeclarationEnd && !(depth <= 0 && this.atSection)) {
      if (this.accept("end", "to", "end")) continue;
      const { kind, text } = this.advance();
      if (kind !== "symbol") continue;
      if (text === "{") depth++;
      if (text === "}") depth--;
      if (text === ";" && depth <= 0) return;
    }
  }

  /** `end NAME;`, where NAME has to be that of the declaration. */
  expectEndOf(declared: Name): void {
    if (!this.is("end")) this.fail(`"end ${declared.text};"`);
    const place = this.placeOf(this.peek(1));
    const closing = this.#closing();
    if (closing.toLowerCase() !== declared.text.toLowerCase()) {
      const message = `"end ${closing}" does not close "${declared.text}" of line ${declared.place.line}`;
      this.findings.fault(AADL_CODES.SYNTAX, message, place, `write "end ${declared.text};"`);
    }
    this.expect(";");
  }

  /** Takes `end ... ;` if it stands here. */
  skipEnd(): void {
    if (!this.is("end")) return;
    this.#closing();
    this.accept(";");
  }

  /** Takes `end NAME`, and tells the name. */
  #closing(): string {
    this.expect("end");
    let closing = "";
    while (this.peek().kind === "word" || this.is(".") || this.is("::")) closing += this.advance().spelling;
    return closing;
  }
}

function described({ kind, spelling }: Token): string {
  if (kind === "annex") return "an annex";
  if (kind === "string") return "a text";
  if (kind === "unknown" && spelling === '"') return "a text without an end";
  if (kind === "unknown" && spelling.startsWith("{**")) return "an annex without an end";
  return JSON.stringify(spelling.length > 40 ? `${spelling.slice(0, 40)}...` : spelling);
}
