/** Property associations and their values (AS5506, properties). */
import { AADL_CODES } from "./codes.js";
import type { Place } from "./instance.js";
import { numberValue } from "./lexer.js";
import { parseClassifierName, parsePath, parseQualifiedName } from "./parse-names.js";
import type { AssociationSyntax, Name, Path, ValueSyntax } from "./syntax.js";
import type { TokenStream } from "./token-stream.js";

/** `{ associations }`, where braces are open here; nothing otherwise. */
export function parseBracedAssociations(tokens: TokenStream): AssociationSyntax[] {
  const associations: AssociationSyntax[] = [];
  if (!tokens.accept("{")) return associations;
  tokens.nested(() => {
    while (!tokens.accept("}")) associations.push(...parseAssociation(tokens));
  });
  return associations;
}

/** One, or with `value in modes (a), value in modes (b)` several of the same property. */
export function parseAssociation(tokens: TokenStream): AssociationSyntax[] {
  const property = parseQualifiedName(tokens, "a property");
  const isAppended = tokens.accept("+=>");
  if (!isAppended) tokens.expect("=>");
  tokens.accept("constant");
  const values: { value: ValueSyntax; isModal: boolean }[] = [];
  do {
    const value = parseValue(tokens);
    values.push({ value, isModal: acceptInModes(tokens) });
  } while (tokens.accept(","));
  const appliesTo: Path[] = [];
  if (tokens.accept("applies")) {
    tokens.expect("to");
    do appliesTo.push(parsePath(tokens, "a part of the component"));
    while (tokens.accept(","));
  }
  acceptInBinding(tokens);
  const isModal = acceptInModes(tokens);
  tokens.expect(";");
  return values.map(({ value, isModal: isValueModal }) => ({
    property,
    isAppended,
    value,
    appliesTo,
    isModal: isModal || isValueModal,
  }));
}

/** `in modes (a, b)`, which is told: there are no modes here. */
export function acceptInModes(tokens: TokenStream): boolean {
  const { place } = tokens;
  if (!tokens.accept("in", "modes")) return false;
  skipParenthesized(tokens);
  warnOfModes(tokens, place);
  return true;
}

/** Modes are left out, whatever declares or uses them. */
export function warnOfModes(tokens: TokenStream, place: Place): void {
  tokens.findings.warn("modes", "modes are not read: what is declared for some modes holds always", place);
}

function acceptInBinding(tokens: TokenStream): void {
  const { place } = tokens;
  if (!tokens.accept("in", "binding")) return;
  skipParenthesized(tokens);
  tokens.findings.warn("in binding", "`in binding` is not read: the value holds for every binding", place);
}

/** From `(` to the next `)`, with nothing in parentheses between. */
export function skipParenthesized(tokens: TokenStream): void {
  tokens.expect("(");
  while (!tokens.accept(")")) {
    if (tokens.atEnd || tokens.is(";") || tokens.is("(")) tokens.fail('")"');
    tokens.advance();
  }
}

/** A single value, a range, a list or a record. */
export function parseValue(tokens: TokenStream): ValueSyntax {
  const { place } = tokens;
  const low = tokens.nested(() => parseSingle(tokens));
  if (!tokens.accept("..")) return low;
  const high = tokens.nested(() => parseSingle(tokens));
  if (tokens.accept("delta")) parseSingle(tokens);
  return { kind: "range", low, high, place };
}

function parseSingle(tokens: TokenStream): ValueSyntax {
  const { place } = tokens;
  const { kind, text } = tokens.peek();
  if (kind === "string") {
    tokens.advance();
    return { kind: "string", value: text, place };
  }
  if (tokens.is("true") || tokens.is("false")) {
    tokens.advance();
    return { kind: "boolean", value: text === "true", place };
  }
  if (tokens.is("not") || tokens.is("value", "(") || tokens.is("compute")) {
    tokens.failAt(AADL_CODES.UNSUPPORTED, `"${text}" is not evaluated here`, place, "write the value itself");
  }
  if (tokens.accept("reference")) return { kind: "reference", path: parseInParentheses(tokens, parseReferred), place };
  if (tokens.accept("classifier")) {
    return { kind: "classifier", classifier: parseInParentheses(tokens, parseClassifierName), place };
  }
  if (tokens.accept("[")) return parseRecord(tokens, "]", place);
  if (tokens.accept("(")) {
    // The draft of AADL v2 wrote records in parentheses.
    const isRecord = tokens.peek().kind === "word" && tokens.peek(1).text === "=>";
    return isRecord ? parseRecord(tokens, ")", place) : parseList(tokens, place);
  }
  return parseNumberOrName(tokens, place);
}

/** In parentheses, or as AADL v1 wrote it without. */
function parseInParentheses<T>(tokens: TokenStream, parse: (tokens: TokenStream) => T): T {
  const isOpen = tokens.accept("(");
  const parsed = parse(tokens);
  if (isOpen) tokens.expect(")");
  return parsed;
}

const parseReferred = (tokens: TokenStream): Path => parsePath(tokens, "a component");

function parseList(tokens: TokenStream, place: Place): ValueSyntax {
  const values: ValueSyntax[] = [];
  if (tokens.accept(")")) return { kind: "list", values, place };
  do values.push(parseValue(tokens));
  while (tokens.accept(","));
  tokens.expect(")");
  return { kind: "list", values, place };
}

function parseRecord(tokens: TokenStream, close: string, place: Place): ValueSyntax {
  const fields: { name: Name; value: ValueSyntax }[] = [];
  while (!tokens.accept(close)) {
    const name = tokens.name("a field of the record");
    tokens.expect("=>");
    fields.push({ name, value: parseValue(tokens) });
    tokens.expect(";");
  }
  return { kind: "record", fields, place };
}

/** `-5 ms`, `+2.5`, `Set::Constant`. */
function parseNumberOrName(tokens: TokenStream, place: Place): ValueSyntax {
  const isNegative = tokens.accept("-");
  if (!isNegative) tokens.accept("+");
  const { kind, spelling } = tokens.peek();
  if (kind !== "number") return { kind: "name", name: parseQualifiedName(tokens, "a value"), isNegative, place };
  const magnitude = numberValue(spelling);
  if (!Number.isFinite(magnitude)) tokens.fail("a number that can be represented");
  tokens.advance();
  const unit = tokens.peek().kind === "word" && !isClause(tokens) ? tokens.name("a unit") : undefined;
  const value = isNegative ? -magnitude : magnitude;
  const isReal = spelling.includes(".");
  return { kind: "number", value, isReal, place, ...(unit ? { unit } : {}) };
}

/** What may follow a value and is no unit. */
const isClause = (tokens: TokenStream): boolean => ["applies", "in", "delta", "units"].some((word) => tokens.is(word));
