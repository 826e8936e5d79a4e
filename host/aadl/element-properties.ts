/** The properties of one element: which association holds (AS5506, property values of instances). */

import { AADL_CODES } from "./codes.js";
import type { Declarations, DeclaredComponent } from "./declarations.js";
import { sameCase } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import type { Classifier, Instance, Properties, PropertyAssociation, PropertyValue } from "./instance.js";
import type { Property, PropertyTable } from "./property-table.js";
import { evaluate, type ValueScope } from "./property-values.js";
import type { AssociationSyntax, Path } from "./syntax.js";

/** An association and where its names are meant. */
export interface Source {
  readonly association: AssociationSyntax;
  readonly from: DeclaredComponent;
  /** The instances that a reference may start from, the first that fits. Empty: there are no instances here. */
  readonly contexts: readonly Instance[];
}

/** What the values of a model are made with. */
export interface Evaluation {
  readonly declarations: Declarations;
  readonly table: PropertyTable;
  classifierOf(component: DeclaredComponent): Classifier;
}

export class ElementProperties implements Properties {
  readonly #evaluation: Evaluation;
  readonly #sources: readonly Source[];
  /** What it is, from the narrow to the wide: `data port`, `port`, `feature`. */
  readonly #tags: readonly string[];
  /** Where `inherit` leads. */
  readonly #parent: () => Properties | undefined;
  #grouped: ReadonlyMap<string, { property: Property; sources: readonly Source[] }> | undefined;
  readonly #values = new Map<string, PropertyAssociation | undefined>();
  readonly #pending = new Set<string>();

  /** `sources`: what wins comes first. */
  constructor(
    evaluation: Evaluation,
    sources: readonly Source[],
    tags: readonly string[],
    parent: () => Properties | undefined = () => undefined,
  ) {
    this.#evaluation = evaluation;
    this.#sources = sources;
    this.#tags = tags;
    this.#parent = parent;
  }

  get(name: string): PropertyAssociation | undefined {
    const property = this.#evaluation.table.named(name);
    return property && this.#get(property);
  }

  #get(property: Property): PropertyAssociation | undefined {
    const key = sameCase(property.name);
    if (this.#values.has(key)) return this.#values.get(key);
    if (this.#pending.has(key)) return undefined;
    this.#pending.add(key);
    const found = this.#winner(property, this.#groups().get(key)?.sources ?? []);
    this.#pending.delete(key);
    this.#values.set(key, found);
    return found;
  }

  get own(): readonly PropertyAssociation[] {
    return [...this.#groups().values()].flatMap(({ property }) => this.#get(property) ?? []);
  }

  /** Evaluates everything that is said here, so that faults in it are found. */
  check(): void {
    for (const { property, sources } of this.#groups().values()) {
      for (const { association } of sources) this.#checkOwner(property, association);
      this.#checkTwice(property, sources);
      for (const source of sources.slice(1)) this.#evaluate(source.association.value, property, source);
      this.#get(property);
    }
  }

  #winner(property: Property, sources: readonly Source[]): PropertyAssociation | undefined {
    const [source, ...rest] = sources;
    const { name } = property;
    if (!source) return this.#withoutSource(property);
    const value = this.#evaluate(source.association.value, property, source);
    const { place } = source.association.property;
    if (!value || !source.association.isAppended) return value && { name, value, place };
    const before = this.#winner(property, rest);
    const values = [before?.value, value].flatMap((part) => (part?.kind === "list" ? part.values : []));
    return { name, value: { kind: "list", values }, place };
  }

  #withoutSource(property: Property): PropertyAssociation | undefined {
    const inherited = property.isInherited ? this.#parent()?.get(property.name) : undefined;
    if (inherited || !property.defaultValue) return inherited;
    const value = this.#evaluate(property.defaultValue, property, undefined);
    return value && { name: property.name, value, place: property.place };
  }

  /** By the property's name in lower case. */
  #groups(): ReadonlyMap<string, { property: Property; sources: readonly Source[] }> {
    if (this.#grouped) return this.#grouped;
    const groups = new Map<string, { property: Property; sources: Source[] }>();
    for (const source of this.#sources) {
      const property = this.#known(source);
      if (!property) continue;
      const key = sameCase(property.name);
      const group = groups.get(key) ?? { property, sources: [] };
      groups.set(key, group);
      group.sources.push(source);
    }
    this.#grouped = groups;
    return groups;
  }

  /** The property, or one warning for its name. */
  #known({ association, from }: Source): Property | undefined {
    const { table, declarations } = this.#evaluation;
    const { qualifier, name, place } = association.property;
    const property = table.property(association.property);
    if (property || from.home.isOurs || declarations.findings.hasWarned(`property set ${sameCase(qualifier)}`))
      return property;
    const written = qualifier === "" ? name : `${qualifier}::${name}`;
    const message = `the property "${written}" is not known: it is left out`;
    declarations.findings.warn(`property ${sameCase(written)}`, message, place, table.suggestion(association.property));
    return undefined;
  }

  #checkOwner({ name, appliesTo }: Property, { property: { place } }: AssociationSyntax): void {
    const [kind] = this.#tags;
    const isFor = appliesTo.some((owner) => owner === "all" || this.#tags.includes(owner.replace(NARROWING, "")));
    if (isFor || kind === "abstract" || kind === undefined) return;
    const message = `${name} is no property of ${withArticle(kind)}`;
    const remedy = `it is one of ${appliesTo.join(", ")}`;
    this.#evaluation.declarations.findings.warn(`${name} of ${kind}`, message, place, remedy);
  }

  /** One declaration may say a thing once. */
  #checkTwice({ name }: Property, sources: readonly Source[]): void {
    const own = sources.filter(({ association: { appliesTo, isModal } }) => appliesTo.length === 0 && !isModal);
    for (const [i, { from, association }] of own.entries()) {
      const first = own.slice(0, i).find((before) => before.from === from);
      if (!first || association.isAppended) continue;
      const message = `${name} has a value already, in line ${first.association.property.place.line}`;
      const { findings } = this.#evaluation.declarations;
      findings.fault(AADL_CODES.DUPLICATE, message, association.property.place, "leave one of them out");
    }
  }

  #evaluate(
    value: AssociationSyntax["value"],
    property: Property,
    source: Source | undefined,
  ): PropertyValue | undefined {
    return evaluate(value, property.type, this.#scope(source));
  }

  #scope(source: Source | undefined): ValueScope {
    const { declarations, table, classifierOf } = this.#evaluation;
    return {
      findings: declarations.findings,
      table,
      classifier: (name) => {
        const found = source && declarations.component(name, source.from.home);
        return found && classifierOf(found);
      },
      instance: (path) => (source ? this.#instance(path, source.contexts) : undefined),
      property: (property) => this.#get(property)?.value,
    };
  }

  #instance(path: Path, contexts: readonly Instance[]): Instance | "later" | undefined {
    if (contexts.length === 0) return "later";
    for (const context of contexts) {
      const found = partOf(context, path);
      if (found) return found;
    }
    const { findings } = this.#evaluation.declarations;
    const text = path.steps.map(({ name }) => name).join(".");
    if (contexts.some((context) => isElement(context, path))) {
      findings.warn(`reference ${text}`, `"${text}" is no component: the reference is left out`, path.place);
      return undefined;
    }
    const names = contexts[0]!.components.map(({ name }) => name);
    const remedy = didYouMean(path.steps[0]!.name, names);
    findings.fault(AADL_CODES.UNKNOWN_ELEMENT, `there is no "${text}" to be referred to`, path.place, remedy);
    return undefined;
  }
}

/** `subprogram implementation` and the like: a property that is said of some of a category only. */
const NARROWING = / (implementation|type|classifier)$/;

const withArticle = (word: string): string => `${/^[aeio]/.test(word) ? "an" : "a"} ${word}`;

/** The component that a path leads to from `context`. */
function partOf(context: Instance, { steps }: Path): Instance | undefined {
  let at: Instance | undefined = context;
  for (const { name, indices } of steps[0]!.name === "self" ? steps.slice(1) : steps) {
    const wanted = sameCase(`${name}${indices.map((index) => `[${index}]`).join("")}`);
    at = at?.components.find((component) => sameCase(component.name) === wanted);
  }
  return at;
}

/** Whether a path leads to a feature, a connection or a call. */
function isElement(context: Instance, { steps }: Path): boolean {
  const owner = steps.length > 1 ? partOf(context, { steps: steps.slice(0, -1), place: context.place }) : context;
  const last = sameCase(steps.at(-1)!.name);
  const names = owner && [
    ...owner.features,
    ...owner.connections,
    ...owner.calls,
    ...owner.calls.flatMap(({ calls }) => calls),
  ];
  return names?.some(({ name }) => sameCase(name) === last) ?? false;
}
