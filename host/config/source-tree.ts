/**
 * The object literal of a system file, with the place of each property, so that a fault of a *value* can be shown in
 * the *source*. Values come from running the file; this is only for pointing, so whatever is computed rather than
 * written down is simply an expression. A constant of the same file is followed.
 */
import { type Token, tokenize } from "./tokens.js";

/** Offsets into the source, half-open. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Property {
  readonly name: string;
  readonly key: Span;
  readonly value: Node;
}

export type Node =
  | { readonly kind: "object"; readonly span: Span; readonly properties: readonly Property[] }
  | { readonly kind: "array"; readonly span: Span; readonly elements: readonly Node[] }
  | { readonly kind: "expression"; readonly span: Span };

/** The argument of `defineSystem`, or else the default export; undefined when it is not written as an object. */
export function parseSystemFile(source: string): Node | undefined {
  return new Reader(tokenize(source)).systemObject();
}

const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);

class Reader {
  private at = 0;
  private readonly constants = new Map<string, number>();

  constructor(private readonly tokens: readonly Token[]) {
    for (let i = 0; i + 1 < tokens.length; i++) {
      if (tokens[i]!.text !== "const" || tokens[i + 1]!.kind !== "name") continue;
      let equals = i + 2;
      while (equals < tokens.length && !["=", ";"].includes(tokens[equals]!.text)) equals++;
      if (tokens[equals]?.text === "=") this.constants.set(tokens[i + 1]!.text, equals + 1);
    }
  }

  systemObject(): Node | undefined {
    const call = this.tokens.findIndex((token, i) => token.text === "defineSystem" && this.tokens[i + 1]?.text === "(");
    const fallback = this.tokens.findIndex(
      (token, i) => token.text === "default" && this.tokens[i - 1]?.text === "export",
    );
    const start = call >= 0 ? call + 2 : fallback + 1;
    if (start === 0) return undefined;
    const node = this.valueAt(start);
    return node.kind === "object" ? node : undefined;
  }

  private valueAt(index: number): Node {
    const before = this.at;
    this.at = index;
    const node = this.value();
    this.at = before;
    return node;
  }

  /** Reads up to the comma or bracket that ends the value, which stays unread. */
  private value(): Node {
    const first = this.tokens[this.at];
    if (first?.text === "(") {
      this.at++;
      const inner = this.value();
      if (this.tokens[this.at]?.text === ")") this.at++;
      this.skipRest();
      return inner;
    }
    const node = first?.text === "{" ? this.object() : first?.text === "[" ? this.array() : undefined;
    const end = this.skipRest();
    if (node) return node;
    const span = { start: first?.start ?? 0, end: end?.end ?? first?.end ?? 0 };
    return (first?.kind === "name" && end === first && this.constant(first.text)) || { kind: "expression", span };
  }

  /** The value of a constant of this file. Forgets it meanwhile, so that a circle ends. */
  private constant(name: string): Node | undefined {
    const index = this.constants.get(name);
    if (index === undefined) return undefined;
    this.constants.delete(name);
    const node = this.valueAt(index);
    this.constants.set(name, index);
    return node;
  }

  private object(): Node {
    const open = this.tokens[this.at++]!;
    const properties: Property[] = [];
    while (this.at < this.tokens.length && this.tokens[this.at]!.text !== "}") {
      const property = this.property();
      if (property) properties.push(property);
      if (this.tokens[this.at]?.text === ",") this.at++;
      else if (this.tokens[this.at] && this.tokens[this.at]!.text !== "}") this.at++;
    }
    const close = this.tokens[this.at++] ?? open;
    return { kind: "object", span: { start: open.start, end: close.end }, properties };
  }

  private property(): Property | undefined {
    const key = this.tokens[this.at]!;
    const name = key.kind === "string" ? key.text.slice(1, -1) : key.kind === "name" ? key.text : undefined;
    if (name === undefined) {
      this.skipRest();
      return undefined;
    }
    const next = this.tokens[this.at + 1]?.text;
    if (next === ":") {
      this.at += 2;
      return { name, key, value: this.value() };
    }
    const value = next === "," || next === "}" ? this.constant(name) : undefined;
    this.skipRest();
    return { name, key, value: value ?? { kind: "expression", span: key } };
  }

  private array(): Node {
    const open = this.tokens[this.at++]!;
    const elements: Node[] = [];
    while (this.at < this.tokens.length && this.tokens[this.at]!.text !== "]") {
      elements.push(this.value());
      if (this.tokens[this.at] && this.tokens[this.at]!.text !== "]") this.at++;
    }
    const close = this.tokens[this.at++] ?? open;
    return { kind: "array", span: { start: open.start, end: close.end }, elements };
  }

  /** Skips to the end of an expression, over balanced brackets; answers its last token. */
  private skipRest(): Token | undefined {
    let last: Token | undefined;
    for (let depth = 0; this.at < this.tokens.length; this.at++) {
      const token = this.tokens[this.at]!;
      if (depth === 0 && (CLOSING.has(token.text) || token.text === "," || token.text === ";")) break;
      if (OPENING.has(token.text)) depth++;
      if (CLOSING.has(token.text)) depth--;
      last = token;
    }
    return last;
  }
}
