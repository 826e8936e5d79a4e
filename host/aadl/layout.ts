/**
 * What a component type or implementation consists of once `extends` and `refined to` are applied (AS5506, component types,
 * implementations and their extension). Names are resolved; instances and property values come later.
 */
import { AADL_CODES } from "./codes.js";
import { type Declarations, type DeclaredComponent, sameCase } from "./declarations.js";
import type { Category, Feature, FeatureKind } from "./instance.js";
import { type LaidOutConnection, layOutConnections } from "./layout-connections.js";
import { featuresOf } from "./layout-features.js";
import type { AssociationSyntax, Name, QualifiedName, SubcomponentSyntax } from "./syntax.js";

/** Extensions of extensions, or components in components, deeper than anyone writes. */
const MAX_DEPTH = 100;

/** More elements than an array of components has. */
const MAX_ELEMENTS = 1000;

/** Associations of one declaration, with the package in which their names are meant. */
export interface Block {
  readonly associations: readonly AssociationSyntax[];
  readonly from: DeclaredComponent;
}

export interface LaidOutFeature {
  /** In a group: `group.feature`. */
  readonly name: string;
  readonly kind: FeatureKind;
  readonly direction: Feature["direction"];
  readonly classifier: DeclaredComponent | undefined;
  readonly declared: Name;
  /** The last refinement first. */
  readonly blocks: readonly Block[];
}

export interface LaidOutSubcomponent {
  readonly name: string;
  readonly category: Category;
  readonly classifier: DeclaredComponent | undefined;
  /** Empty: no array. */
  readonly dimensions: readonly number[];
  readonly declared: Name;
  /** The last refinement first. */
  readonly blocks: readonly Block[];
}

export interface LaidOutCalls {
  readonly name: string;
  readonly calls: readonly { readonly declared: Name; readonly subprogram: DeclaredComponent }[];
}

export interface Layout {
  /** Itself, what it extends, then its type and what that extends. */
  readonly lineage: readonly DeclaredComponent[];
  readonly features: ReadonlyMap<string, LaidOutFeature>;
  readonly subcomponents: ReadonlyMap<string, LaidOutSubcomponent>;
  readonly calls: readonly LaidOutCalls[];
}

/** The layouts of all components, each made once. */
export class Layouts {
  readonly #known = new Map<DeclaredComponent, Layout>();
  readonly #connections = new Map<DeclaredComponent, readonly LaidOutConnection[]>();

  constructor(
    readonly declarations: Declarations,
    /** An array's size that a property constant gives. */
    readonly constant: (name: QualifiedName) => number | undefined,
  ) {}

  of(component: DeclaredComponent): Layout {
    const known = this.#known.get(component);
    if (known) return known;
    const lineage = this.#lineage(component);
    const layout: Layout = {
      lineage,
      features: featuresOf(this, lineage),
      subcomponents: this.#subcomponents(lineage),
      calls: [],
    };
    this.#known.set(component, layout);
    const whole = { ...layout, calls: this.#calls(layout) };
    this.#known.set(component, whole);
    return whole;
  }

  connections(component: DeclaredComponent): readonly LaidOutConnection[] {
    let connections = this.#connections.get(component);
    if (!connections) {
      connections = layOutConnections(this, this.of(component));
      this.#connections.set(component, connections);
    }
    return connections;
  }

  #lineage(component: DeclaredComponent): DeclaredComponent[] {
    const implementations = component.syntax.isImplementation ? this.ancestorsOf(component) : [];
    const types = component.syntax.isImplementation
      ? implementations.map((implementation) => this.#typeOf(implementation))
      : [component];
    const lineage = new Set(implementations);
    for (const type of types) if (type) for (const ancestor of this.ancestorsOf(type)) lineage.add(ancestor);
    return [...lineage];
  }

  #typeOf({ syntax, home }: DeclaredComponent): DeclaredComponent | undefined {
    const name = syntax.name.text.split(".")[0]!;
    return this.declarations.component({ qualifier: "", name, place: syntax.name.place }, home);
  }

  /** Itself and what it extends. */
  ancestorsOf(component: DeclaredComponent): DeclaredComponent[] {
    const line = [component];
    let { extended } = component.syntax;
    while (extended) {
      const youngest = line.at(-1)!;
      const next = this.declarations.component(extended, youngest.home);
      if (!next) break;
      if (line.includes(next) || line.length > MAX_DEPTH) {
        const isDeep = !line.includes(next);
        const message = isDeep
          ? `more than ${MAX_DEPTH} components extend each other`
          : `"${component.name}" extends itself`;
        this.fault(isDeep ? "TOO_LARGE" : "CYCLE", message, extended.place, "let it extend something else");
        break;
      }
      if (!isSameKind(youngest.syntax.category, next.syntax.category)) {
        this.#wrongCategory(extended, next, youngest.syntax.category);
        break;
      }
      line.push(next);
      extended = next.syntax.extended;
    }
    return line;
  }

  /** What `reference` means, if it may stand where one of `categories` is asked for. */
  classifier(
    reference: QualifiedName | undefined,
    from: DeclaredComponent,
    categories: readonly string[],
  ): DeclaredComponent | undefined {
    const found = reference && this.declarations.component(reference, from.home);
    if (!found || categories.some((category) => isSameKind(category, found.syntax.category))) return found;
    this.#wrongCategory(reference, found, categories[0]!);
    return undefined;
  }

  #wrongCategory(reference: QualifiedName, found: DeclaredComponent, wanted: string): void {
    const message = `"${found.name}" is declared as ${found.syntax.category}, where ${wanted} is expected`;
    this.fault("CATEGORY", message, reference.place, `name a component that is declared as ${wanted}`);
  }

  #subcomponents(lineage: readonly DeclaredComponent[]): Map<string, LaidOutSubcomponent> {
    const subcomponents = new Map<string, LaidOutSubcomponent>();
    for (const component of lineage.toReversed()) {
      const own = new Set<string>();
      for (const syntax of component.syntax.subcomponents) {
        const key = sameCase(syntax.name.text);
        const before = subcomponents.get(key);
        if (!this.checkRefinement("subcomponent", syntax, before !== undefined, own)) continue;
        subcomponents.set(key, this.#subcomponent(syntax, before, component));
      }
    }
    return subcomponents;
  }

  #subcomponent(
    syntax: SubcomponentSyntax,
    before: LaidOutSubcomponent | undefined,
    component: DeclaredComponent,
  ): LaidOutSubcomponent {
    const classifier = this.classifier(syntax.classifier, component, [syntax.category]) ?? before?.classifier;
    const dimensions = this.#dimensions(syntax);
    return {
      name: before?.name ?? syntax.name.text,
      category: syntax.category,
      classifier,
      dimensions: dimensions.length > 0 ? dimensions : (before?.dimensions ?? []),
      declared: syntax.name,
      blocks: [{ associations: syntax.associations, from: component }, ...(before?.blocks ?? [])],
    };
  }

  #dimensions({ name, dimensions }: SubcomponentSyntax): number[] {
    const sizes = dimensions.map((size) => {
      const value = typeof size === "number" ? size : this.constant(size);
      if (value === undefined)
        this.fault("PROPERTY_SET", `the size of "${name.text}" is no number and no constant`, name.place);
      return value ?? 1;
    });
    if (sizes.every((size) => size > 0) && sizes.reduce((count, size) => count * size, 1) <= MAX_ELEMENTS) return sizes;
    const remedy = `an array has 1 to ${MAX_ELEMENTS} elements`;
    this.fault("TOO_LARGE", `"${name.text}" cannot have ${sizes.join(" times ")} elements`, name.place, remedy);
    return [];
  }

  /** Whether a part may be declared so: `refined to` what is there, and otherwise what is not. */
  checkRefinement(
    what: string,
    { name, isRefined }: { name: Name; isRefined: boolean },
    isThere: boolean,
    own: Set<string>,
  ): boolean {
    const key = sameCase(name.text);
    if (own.has(key)) {
      this.fault("DUPLICATE", `there is another ${what} "${name.text}"`, name.place, "give it another name");
      return false;
    }
    own.add(key);
    if (isRefined === isThere) return true;
    const message = isRefined
      ? `there is no ${what} "${name.text}" to be refined`
      : `there is a ${what} "${name.text}" already in what is extended`;
    const remedy = isRefined ? 'leave "refined to" out' : 'write "refined to", or give it another name';
    this.fault("REFINEMENT", message, name.place, remedy);
    return false;
  }

  #calls(layout: Layout): LaidOutCalls[] {
    const sequences: LaidOutCalls[] = [];
    for (const component of layout.lineage.toReversed()) {
      for (const { name, calls } of component.syntax.calls) {
        const resolved = calls.flatMap(({ name: declared, subprogram }) => {
          const called = this.#called(subprogram, component, layout);
          return called ? [{ declared, subprogram: called }] : [];
        });
        sequences.push({ name: name.text, calls: resolved });
      }
    }
    return sequences;
  }

  /** A subprogram: by its classifier, as a subcomponent or what is accessed, or as what a data type gives access to. */
  #called(reference: QualifiedName, from: DeclaredComponent, layout: Layout): DeclaredComponent | undefined {
    if (reference.qualifier === "") {
      const part = layout.subcomponents.get(sameCase(reference.name)) ?? layout.features.get(sameCase(reference.name));
      if (part?.classifier?.syntax.category === "subprogram") return part.classifier;
    }
    const [type, access] = reference.name.split(".");
    const data = access ? this.#quietly({ ...reference, name: type! }, from) : undefined;
    const isData = data?.syntax.category === "data";
    const given = isData ? featuresOf(this, this.ancestorsOf(data)).get(sameCase(access!)) : undefined;
    return given?.classifier ?? this.classifier(reference, from, ["subprogram"]);
  }

  /** Without a fault if there is none. */
  #quietly({ qualifier, name }: QualifiedName, { home }: DeclaredComponent): DeclaredComponent | undefined {
    const other = qualifier === "" ? home : this.declarations.packages.get(sameCase(qualifier));
    return other?.components.get(sameCase(name));
  }

  fault(code: keyof typeof AADL_CODES, message: string, place: Name["place"], remedy?: string): void {
    this.declarations.findings.fault(AADL_CODES[code], message, place, remedy);
  }

  /** Nothing may contain or call itself. Faults of everything that can be reached from `component` are found on the way. */
  checkContainment(components: Iterable<DeclaredComponent>): void {
    const done = new Set<DeclaredComponent>();
    const open: DeclaredComponent[] = [];
    const visit = (component: DeclaredComponent, declared: Name, verb: string): void => {
      if (done.has(component)) return;
      const isDeep = open.length > MAX_DEPTH;
      if (open.includes(component) || isDeep) {
        const what = isDeep
          ? `components are nested more than ${MAX_DEPTH} deep`
          : `"${component.name}" ${verb} itself`;
        this.fault(isDeep ? "TOO_LARGE" : "CYCLE", what, declared.place, "take it out");
        return;
      }
      open.push(component);
      const { subcomponents, calls } = this.of(component);
      for (const { classifier, declared: name } of subcomponents.values()) {
        if (classifier) visit(classifier, name, "contains");
      }
      for (const call of calls.flatMap((sequence) => sequence.calls)) visit(call.subprogram, call.declared, "calls");
      open.pop();
      done.add(component);
    };
    for (const component of components) visit(component, component.syntax.name, "contains");
  }
}

/** What is abstract may become anything. */
const isSameKind = (wanted: string, found: string): boolean =>
  wanted === found || (found === "abstract" && wanted !== "feature group");
