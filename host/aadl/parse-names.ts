/** Names of more than one word: `package::type.implementation`, `cpu.partition[2]`, a component's category. */
import { CATEGORIES, type Category } from "./instance.js";
import { numberValue, RESERVED } from "./lexer.js";
import type { Name, Path, QualifiedName } from "./syntax.js";
import type { TokenStream } from "./token-stream.js";

/** `a::b::c`, as one word. */
export function parseScopedName(tokens: TokenStream, what = "a name"): Name {
  const { text, place } = tokens.name(what);
  let scoped = text;
  while (tokens.accept("::")) scoped += `::${tokens.name().text}`;
  return { text: scoped, place };
}

/** `package::property`. */
export function parseQualifiedName(tokens: TokenStream, what = "a name"): QualifiedName {
  const { text, place } = parseScopedName(tokens, what);
  const split = text.lastIndexOf("::");
  return split < 0
    ? { qualifier: "", name: text, place }
    : { qualifier: text.slice(0, split), name: text.slice(split + 2), place };
}

/** `package::type` or `package::type.implementation`. */
export function parseClassifierName(tokens: TokenStream, what = "a component type or implementation"): QualifiedName {
  const type = parseQualifiedName(tokens, what);
  return tokens.accept(".") ? { ...type, name: `${type.name}.${tokens.name("an implementation").text}` } : type;
}

/** `a[1].b`. A word that AADL reserves is no step, but `self` and `processor` may come first. */
export function parsePath(tokens: TokenStream, what: string): Path {
  const { place } = tokens;
  const steps: Path["steps"][number][] = [];
  do {
    const isSpecial = steps.length === 0 && (tokens.is("self", ".") || tokens.is("processor", "."));
    const name = isSpecial ? tokens.advance().text : tokens.name(what).text;
    const indices: number[] = [];
    while (tokens.accept("[")) {
      indices.push(parseNatural(tokens));
      tokens.expect("]");
    }
    steps.push({ name, indices });
  } while (tokens.accept("."));
  return { steps, place };
}

/** A whole number from 0 on. */
export function parseNatural(tokens: TokenStream): number {
  const { kind, spelling } = tokens.peek();
  const value = kind === "number" ? numberValue(spelling) : Number.NaN;
  if (!Number.isSafeInteger(value)) tokens.fail("a whole number");
  tokens.advance();
  return value;
}

/** The longest that fits: "virtual processor" before "processor". */
const BY_LENGTH = CATEGORIES.map((category) => ({ category, words: category.split(" ") })).toSorted(
  (a, b) => b.words.length - a.words.length,
);

/** The category that stands here, taken; undefined if none does. */
export function acceptCategory(tokens: TokenStream): Category | undefined {
  return BY_LENGTH.find(({ words }) => tokens.accept(...words))?.category;
}

/** Whether a component's declaration begins here: `process name`, `data implementation type.name`. */
export function isComponentStart(tokens: TokenStream): boolean {
  const found = BY_LENGTH.find(({ words }) => tokens.is(...words));
  if (!found) return false;
  const { kind, text } = tokens.peek(found.words.length);
  return kind === "word" && (text === "implementation" || !RESERVED.has(text));
}
