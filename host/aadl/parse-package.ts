/** Packages and the declarations of components in them (AS5506, packages and components). */
import { AADL_CODES } from "./codes.js";
import { parseFeature } from "./parse-features.js";
import {
  parseCallSequence,
  parseConnection,
  parseSubcomponent,
  refusePrototypeBindings,
  refusePrototypes,
} from "./parse-implementation.js";
import { acceptCategory, isComponentStart, parseClassifierName, parseScopedName } from "./parse-names.js";
import { parseAssociation, warnOfModes } from "./parse-values.js";
import type {
  AliasSyntax,
  AssociationSyntax,
  CallSequenceSyntax,
  ComponentSyntax,
  ConnectionSyntax,
  FeatureSyntax,
  Name,
  PackageSyntax,
  QualifiedName,
  SubcomponentSyntax,
} from "./syntax.js";
import type { TokenStream } from "./token-stream.js";

/** From behind `package` on. */
export function parsePackage(tokens: TokenStream): PackageSyntax {
  const name = parseScopedName(tokens, "the package's name");
  const imports: Name[] = [];
  const aliases: AliasSyntax[] = [];
  const components: ComponentSyntax[] = [];
  let isPrivate = false;
  let isInComponent = false;
  const declaration = (): void => {
    isInComponent = false;
    if (tokens.is("public") || tokens.is("private")) isPrivate = tokens.advance().text === "private";
    else if (tokens.accept("with")) parseImports(tokens, imports);
    else if (tokens.is("renames") || tokens.peek(1).text === "renames") aliases.push(parseAlias(tokens));
    else if (tokens.is("annex")) skipAnnex(tokens);
    else if (tokens.accept("properties")) parseSection(tokens, () => parseAssociation(tokens));
    else {
      isInComponent = true;
      components.push(parseComponent(tokens, isPrivate));
    }
  };
  const resume = (): void => (isInComponent ? skipComponent(tokens) : tokens.skipStatement());
  while (!tokens.atDeclarationEnd) tokens.recovering(declaration, resume);
  tokens.expectEndOf(name);
  return { name, imports, aliases, components };
}

/** To behind the `end ...;` of a broken component, or to the next one where it has none. */
function skipComponent(tokens: TokenStream): void {
  while (!tokens.atDeclarationEnd && !isComponentStart(tokens)) tokens.advance();
  if (!isComponentStart(tokens)) tokens.skipEnd();
}

function parseImports(tokens: TokenStream, imports: Name[]): void {
  do imports.push(parseScopedName(tokens, "a package or property set"));
  while (tokens.accept(","));
  tokens.expect(";");
}

function parseAlias(tokens: TokenStream): AliasSyntax {
  const name = tokens.is("renames") ? { text: "", place: tokens.place } : tokens.name();
  tokens.expect("renames");
  const alias = parseRenamed(tokens, name);
  tokens.expect(";");
  return alias;
}

function parseRenamed(tokens: TokenStream, name: Name): AliasSyntax {
  if (tokens.accept("package")) {
    const { text, place } = parseScopedName(tokens, "a package");
    return { name, kind: "package", target: { qualifier: text, name: "", place } };
  }
  if (tokens.accept("feature", "group") || acceptCategory(tokens)) {
    return { name, kind: "classifier", target: parseClassifierName(tokens) };
  }
  const { place } = tokens;
  const words = [tokens.name("a package").text];
  while (!tokens.accept("::", "all")) {
    tokens.expect("::");
    words.push(tokens.name('a package or "all"').text);
  }
  return { name, kind: "all", target: { qualifier: words.join("::"), name: "", place } };
}

interface Sections {
  inverseOf: QualifiedName | undefined;
  readonly features: FeatureSyntax[];
  readonly subcomponents: SubcomponentSyntax[];
  readonly calls: CallSequenceSyntax[];
  readonly connections: ConnectionSyntax[];
  readonly associations: AssociationSyntax[];
  readonly skipped: Name[];
}

function parseComponent(tokens: TokenStream, isPrivate: boolean): ComponentSyntax {
  const { place } = tokens;
  const category = tokens.accept("feature", "group") ? "feature group" : acceptCategory(tokens);
  if (!category) tokens.fail("a component such as a process, a thread or a system");
  const isImplementation = category !== "feature group" && tokens.accept("implementation");
  const name = parseDeclaredName(tokens, isImplementation, place);
  refusePrototypeBindings(tokens);
  const extended = tokens.accept("extends") ? parseClassifierName(tokens) : undefined;
  refusePrototypeBindings(tokens);
  const sections: Sections = {
    inverseOf: undefined,
    features: [],
    subcomponents: [],
    calls: [],
    connections: [],
    associations: [],
    skipped: [],
  };
  while (!isOver(tokens)) {
    tokens.recovering(
      () => parseComponentSection(tokens, sections),
      () => tokens.skipStatement(),
    );
  }
  tokens.expectEndOf(name);
  return { name, isImplementation, category, isPrivate, extended, ...sections };
}

/** At the component's `end`, or where the next one begins because that was forgotten. */
const isOver = (tokens: TokenStream): boolean => tokens.atDeclarationEnd || isComponentStart(tokens);

function parseDeclaredName(tokens: TokenStream, isImplementation: boolean, place: Name["place"]): Name {
  const type = tokens.name("the component's name");
  if (!isImplementation) return { text: type.text, place };
  tokens.expect(".");
  return { text: `${type.text}.${tokens.name("the implementation's name").text}`, place };
}

function parseComponentSection(tokens: TokenStream, into: Sections): void {
  const { place } = tokens;
  if (tokens.accept("features")) parseSection(tokens, () => into.features.push(parseFeature(tokens)));
  else if (tokens.accept("subcomponents")) {
    parseSection(tokens, () => into.subcomponents.push(parseSubcomponent(tokens)));
  } else if (tokens.accept("calls")) parseSection(tokens, () => into.calls.push(parseCallSequence(tokens)));
  else if (tokens.accept("connections")) parseSection(tokens, () => into.connections.push(parseConnection(tokens)));
  else if (tokens.accept("properties")) {
    parseSection(tokens, () => into.associations.push(...parseAssociation(tokens)));
  } else if (tokens.accept("inverse", "of")) into.inverseOf = parseClassifierName(tokens, "a feature group type");
  else if (tokens.accept("modes") || tokens.accept("requires", "modes")) {
    if (!tokens.is("none")) warnOfModes(tokens, place);
    into.skipped.push(...skipSection(tokens));
  } else if (tokens.accept("flows")) {
    if (!tokens.is("none"))
      tokens.findings.warn("flows", "flows are not read: they say nothing to be carried out", place);
    into.skipped.push(...skipSection(tokens));
  } else if (tokens.is("annex")) skipAnnex(tokens);
  else if (tokens.accept("prototypes")) {
    refusePrototypes(tokens, place);
    skipSection(tokens);
  } else if (tokens.is("internal", "features") || tokens.is("processor", "features")) {
    const message = `"${tokens.advance().spelling} features" are not read`;
    tokens.findings.fault(AADL_CODES.UNSUPPORTED, message, place);
    tokens.expect("features");
    skipSection(tokens);
  } else tokens.fail('a section such as "features" or "properties", or "end"');
}

/** `none;` or statements up to the next section. */
function parseSection(tokens: TokenStream, statement: () => unknown): void {
  if (tokens.accept("none")) {
    tokens.expect(";");
    return;
  }
  while (!isOver(tokens) && !tokens.atSection && !tokens.is("inverse", "of")) {
    tokens.recovering(statement, () => tokens.skipStatement());
  }
}

/** Of a section that is not read: the names that are declared in it. */
function skipSection(tokens: TokenStream): Name[] {
  const names: Name[] = [];
  while (!isOver(tokens) && !tokens.atSection) {
    if (tokens.peek(1).text === ":" && !tokens.is("none"))
      names.push({ text: tokens.peek().spelling, place: tokens.place });
    tokens.skipStatement();
  }
  return names;
}

/** `annex name {** ... **};`, of languages of their own. */
function skipAnnex(tokens: TokenStream): void {
  const { place } = tokens;
  tokens.expect("annex");
  const name = tokens.name("the annex's name");
  const isNone = tokens.accept("none");
  if (!isNone && tokens.peek().kind !== "annex") tokens.fail("the annex in {** and **}");
  if (!isNone) tokens.advance();
  tokens.expect(";");
  if (isNone) return;
  tokens.findings.warn(`annex ${name.text.toLowerCase()}`, `annexes "${name.text}" are not read`, place);
}
