/** Features: ports, parameters, access to what is elsewhere, groups of features (AS5506, features and shared access). */
import { AADL_CODES } from "./codes.js";
import type { Feature, FeatureKind } from "./instance.js";
import { parseClassifierName } from "./parse-names.js";
import { acceptInModes, parseBracedAssociations } from "./parse-values.js";
import type { FeatureSyntax, Name } from "./syntax.js";
import type { TokenStream } from "./token-stream.js";

/** `name : [refined to] kind [classifier] [{ associations }];`. */
export function parseFeature(tokens: TokenStream): FeatureSyntax {
  const name = tokens.name("a feature");
  tokens.expect(":");
  const isRefined = tokens.accept("refined", "to");
  const feature = parseKind(tokens, name);
  const classifier = tokens.is("{") || tokens.is(";") || tokens.is("[") ? undefined : parseClassifierName(tokens);
  if (tokens.is("[")) {
    const remedy = "declare the features one by one";
    tokens.failAt(AADL_CODES.UNSUPPORTED, "arrays of features are not read", tokens.place, remedy);
  }
  const associations = parseBracedAssociations(tokens);
  acceptInModes(tokens);
  tokens.expect(";");
  return { name, isRefined, ...feature, classifier, associations };
}

type Kind = Pick<FeatureSyntax, "kind" | "direction" | "isInverse">;

const PORTS = ["event data port", "data port", "event port", "parameter"] as const;
const ACCESSES = [
  "subprogram group access",
  "subprogram access",
  "virtual bus access",
  "data access",
  "bus access",
] as const;

function parseKind(tokens: TokenStream, name: Name): Kind {
  if (tokens.is("provides") || tokens.is("requires")) {
    const direction = tokens.advance().text as "provides" | "requires";
    const kind = acceptKind(tokens, ACCESSES) ?? tokens.fail("a kind of access");
    return { kind, direction, isInverse: false };
  }
  const direction = acceptDirection(tokens);
  const port = acceptKind(tokens, PORTS);
  if (port) {
    if (!direction) {
      tokens.failAt(AADL_CODES.SYNTAX, `the ${port} has no direction`, name.place, "write in, out or in out before it");
    }
    return { kind: port, direction, isInverse: false };
  }
  if (tokens.accept("feature", "group")) {
    const isInverse = tokens.accept("inverse", "of");
    return { kind: "feature group", direction: direction ?? "in out", isInverse };
  }
  if (tokens.accept("feature")) return { kind: "abstract feature", direction: direction ?? "in out", isInverse: false };
  return tokens.fail("a kind of feature");
}

const acceptKind = <K extends FeatureKind>(tokens: TokenStream, kinds: readonly K[]): K | undefined =>
  kinds.find((kind) => tokens.accept(...kind.split(" ")));

function acceptDirection(tokens: TokenStream): Feature["direction"] | undefined {
  if (tokens.accept("in", "out")) return "in out";
  if (tokens.accept("in")) return "in";
  return tokens.accept("out") ? "out" : undefined;
}
