/** What only implementations have: subcomponents, calls and connections (AS5506, component implementations). */
import { AADL_CODES } from "./codes.js";
import type { Place } from "./instance.js";
import { acceptCategory, parseClassifierName, parseNatural, parsePath, parseQualifiedName } from "./parse-names.js";
import { acceptInModes, parseBracedAssociations, skipParenthesized } from "./parse-values.js";
import type { CallSequenceSyntax, ConnectionSyntax, Name, QualifiedName, SubcomponentSyntax } from "./syntax.js";
import type { TokenStream } from "./token-stream.js";

/** `name : [refined to] category [classifier] [[size]] [{ associations }];`. */
export function parseSubcomponent(tokens: TokenStream): SubcomponentSyntax {
  const name = tokens.name("a subcomponent");
  tokens.expect(":");
  const isRefined = tokens.accept("refined", "to");
  const category = acceptCategory(tokens) ?? tokens.fail("a category such as thread or process");
  const isBare = tokens.is("{") || tokens.is(";") || tokens.is("[") || tokens.is("in");
  const classifier = isBare ? undefined : parseClassifierName(tokens);
  refusePrototypeBindings(tokens);
  const dimensions: (number | QualifiedName)[] = [];
  while (tokens.accept("[")) {
    dimensions.push(tokens.peek().kind === "number" ? parseNatural(tokens) : parseQualifiedName(tokens, "a size"));
    tokens.expect("]");
  }
  if (dimensions.length > 0 && tokens.is("(")) {
    const remedy = "declare the components one by one";
    tokens.failAt(AADL_CODES.UNSUPPORTED, "arrays of differing components are not read", tokens.place, remedy);
  }
  const associations = parseBracedAssociations(tokens);
  acceptInModes(tokens);
  tokens.expect(";");
  return { name, isRefined, category, classifier, dimensions, associations };
}

export function refusePrototypeBindings(tokens: TokenStream): void {
  if (!tokens.is("(")) return;
  refusePrototypes(tokens, tokens.place);
  skipParenthesized(tokens);
}

export function refusePrototypes(tokens: TokenStream, place: Place): void {
  const remedy = "declare the component with the classifiers that it is meant to have";
  tokens.findings.fault(AADL_CODES.UNSUPPORTED, "prototypes are not read", place, remedy);
}

/** `name : { call : subprogram classifier; ... };`; in AADL v1 without a name. */
export function parseCallSequence(tokens: TokenStream): CallSequenceSyntax {
  const name = tokens.is("{") ? { text: "", place: tokens.place } : tokens.name("a call sequence");
  if (name.text !== "") tokens.expect(":");
  tokens.expect("{");
  const calls: { name: Name; subprogram: QualifiedName }[] = [];
  while (!tokens.accept("}")) {
    const call = tokens.name("a call");
    tokens.expect(":", "subprogram");
    calls.push({ name: call, subprogram: parseClassifierName(tokens, "a subprogram") });
    const { place } = tokens;
    if (parseBracedAssociations(tokens).length > 0) {
      tokens.findings.warn("call properties", "properties of calls are not read", place, "say it of the subprogram");
    }
    acceptInModes(tokens);
    tokens.expect(";");
  }
  parseBracedAssociations(tokens);
  acceptInModes(tokens);
  tokens.expect(";");
  return { name, calls };
}

/** What connections are called, and what they are here: in AADL v1 ports had kinds. */
const KINDS: readonly (readonly [string, ConnectionSyntax["kind"]])[] = [
  ["event data port", "port"],
  ["event port", "port"],
  ["data port", "port"],
  ["port", "port"],
  ["parameter", "parameter"],
  ["virtual bus access", "virtual bus access"],
  ["bus access", "bus access"],
  ["data access", "data access"],
  ["subprogram group access", "subprogram access"],
  ["subprogram access", "subprogram access"],
  ["feature group", "feature group"],
  ["feature", "feature"],
];

/** `[name :] [refined to] kind source -> destination [{ associations }];`. */
export function parseConnection(tokens: TokenStream): ConnectionSyntax {
  const hasName = tokens.peek(1).text === ":";
  const name = hasName ? tokens.name("a connection") : { text: "", place: tokens.place };
  if (hasName) tokens.expect(":");
  const isRefined = tokens.accept("refined", "to");
  const kind = KINDS.find(([words]) => tokens.accept(...words.split(" ")))?.[1] ?? tokens.fail("a kind of connection");
  const hasEnds = !isRefined || !(tokens.is("{") || tokens.is(";") || tokens.is("in"));
  const ends = hasEnds ? parseEnds(tokens) : undefined;
  const associations = parseBracedAssociations(tokens);
  acceptInModes(tokens);
  tokens.expect(";");
  return { name, kind, ends, isRefined, associations };
}

function parseEnds(tokens: TokenStream): ConnectionSyntax["ends"] {
  const source = parsePath(tokens, "the connection's source");
  const isBidirectional = tokens.accept("<->");
  if (!isBidirectional && !tokens.accept("->>")) tokens.expect("->");
  return { source, destination: parsePath(tokens, "the connection's destination"), isBidirectional };
}
