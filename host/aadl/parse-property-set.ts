/** Property sets: types, constants and the properties themselves (AS5506, property sets). */
import { AADL_CODES } from "./codes.js";
import type { Place } from "./instance.js";
import { numberValue } from "./lexer.js";
import { parseQualifiedName, parseScopedName } from "./parse-names.js";
import { parseValue } from "./parse-values.js";
import type { Name, PropertySetSyntax, PropertySyntax, TypeSyntax, UnitSyntax, ValueSyntax } from "./syntax.js";
import type { TokenStream } from "./token-stream.js";

/** From behind `property set` on. */
export function parsePropertySet(tokens: TokenStream): PropertySetSyntax {
  const name = tokens.name("the property set's name");
  tokens.expect("is");
  const imports: Name[] = [];
  const types: { name: Name; type: TypeSyntax }[] = [];
  const constants: { name: Name; type: TypeSyntax; value: ValueSyntax }[] = [];
  const properties: PropertySyntax[] = [];
  const declaration = (): void => {
    if (tokens.accept("with")) {
      do imports.push(parseScopedName(tokens));
      while (tokens.accept(","));
    } else {
      const declared = tokens.name("a property");
      tokens.expect(":");
      if (tokens.accept("type")) types.push({ name: declared, type: parseType(tokens) });
      else if (tokens.accept("constant")) {
        const type = parseType(tokens);
        tokens.expect("=>");
        constants.push({ name: declared, type, value: parseValue(tokens) });
      } else properties.push(parseProperty(tokens, declared));
    }
    tokens.expect(";");
  };
  while (!tokens.atDeclarationEnd) tokens.recovering(declaration, () => tokens.skipStatement());
  tokens.expectEndOf(name);
  return { name, imports, types, constants, properties };
}

function parseProperty(tokens: TokenStream, name: Name): PropertySyntax {
  const isInherited = tokens.accept("inherit");
  const type = parseType(tokens);
  const defaultValue = tokens.accept("=>") ? parseValue(tokens) : undefined;
  tokens.expect("applies", "to");
  return { name, type, isInherited, defaultValue, appliesTo: parseOwners(tokens) };
}

/** `(process, data port, all)`. */
function parseOwners(tokens: TokenStream): string[] {
  const owners: string[] = [];
  tokens.expect("(");
  do {
    const words: string[] = [];
    while (tokens.peek().kind === "word") words.push(tokens.advance().text);
    if (words.length === 0) tokens.fail("a kind of element");
    owners.push(words.join(" "));
  } while (tokens.accept(","));
  tokens.expect(")");
  return owners;
}

export function parseType(tokens: TokenStream): TypeSyntax {
  return tokens.nested(() => parseBareType(tokens));
}

function parseBareType(tokens: TokenStream): TypeSyntax {
  const { place } = tokens;
  if (tokens.accept("aadlboolean")) return { kind: "boolean", place };
  if (tokens.accept("aadlstring")) return { kind: "string", place };
  if (tokens.accept("aadlinteger")) return parseNumberType(tokens, false, place);
  if (tokens.accept("aadlreal")) return parseNumberType(tokens, true, place);
  if (tokens.accept("enumeration")) return { kind: "enumeration", literals: parseLiterals(tokens), place };
  if (tokens.accept("units")) return { kind: "units", units: parseUnits(tokens), place };
  if (tokens.accept("range", "of")) return { kind: "range", of: parseType(tokens), place };
  if (tokens.accept("list", "of")) return { kind: "list", of: parseType(tokens), place };
  if (tokens.accept("record")) return { kind: "record", fields: parseFields(tokens), place };
  if (tokens.is("reference") || tokens.is("classifier")) {
    const kind = tokens.advance().text as "reference" | "classifier";
    if (tokens.is("(")) parseOwners(tokens);
    return { kind, place };
  }
  return { kind: "named", name: parseQualifiedName(tokens, "a property type"), place };
}

function parseNumberType(tokens: TokenStream, isReal: boolean, place: Place): TypeSyntax {
  const isBounded = !tokens.is("units") && [";", "applies", "=>", ")"].every((text) => !tokens.is(text));
  const bounds = isBounded ? parseValue(tokens) : undefined;
  if (bounds && bounds.kind !== "range") {
    tokens.failAt(AADL_CODES.SYNTAX, "a number's bounds are written as a range", bounds.place, "write `0 .. 10`");
  }
  const [low, high] = bounds?.kind === "range" ? [bounds.low, bounds.high] : [undefined, undefined];
  if (!tokens.accept("units")) return { kind: "number", isReal, low, high, units: undefined, place };
  const units = tokens.is("(") ? parseUnits(tokens) : parseQualifiedName(tokens, "a units type");
  return { kind: "number", isReal, low, high, units, place };
}

function parseLiterals(tokens: TokenStream): Name[] {
  const literals: Name[] = [];
  tokens.expect("(");
  do literals.push(tokens.name("a literal"));
  while (tokens.accept(","));
  tokens.expect(")");
  return literals;
}

function parseUnits(tokens: TokenStream): UnitSyntax[] {
  const units: UnitSyntax[] = [];
  tokens.expect("(");
  do {
    const name = tokens.name("a unit");
    units.push({ name, multiple: tokens.accept("=>") ? parseMultiple(tokens) : undefined });
  } while (tokens.accept(","));
  tokens.expect(")");
  return units;
}

function parseMultiple(tokens: TokenStream): UnitSyntax["multiple"] {
  const of = tokens.name("another unit");
  tokens.expect("*");
  const { kind, spelling } = tokens.peek();
  const factor = kind === "number" ? numberValue(spelling) : Number.NaN;
  if (!(factor > 0 && Number.isFinite(factor))) tokens.fail("a factor");
  tokens.advance();
  return { of, factor };
}

function parseFields(tokens: TokenStream): { name: Name; type: TypeSyntax }[] {
  const fields: { name: Name; type: TypeSyntax }[] = [];
  tokens.expect("(");
  while (!tokens.accept(")")) {
    const name = tokens.name("a field");
    tokens.expect(":");
    fields.push({ name, type: parseType(tokens) });
    tokens.expect(";");
  }
  return fields;
}
