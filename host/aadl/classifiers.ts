/** Component types and implementations as the importer sees them, without what instances add. */
import { type DeclaredComponent, sameCase } from "./declarations.js";
import { ElementProperties, type Evaluation, type Source } from "./element-properties.js";
import type {
  CallSequence,
  Category,
  Classifier,
  Connection,
  ConnectionEnd,
  Feature,
  Instance,
  Place,
  Properties,
} from "./instance.js";
import type { Block, LaidOutFeature, LaidOutSubcomponent, Layouts } from "./layout.js";
import type { LaidOutConnection, LaidOutEnd } from "./layout-connections.js";

/** Those of some blocks that are said of the element itself: what holds in every mode comes before what does not. */
export function directSources(blocks: readonly Block[], contexts: readonly Instance[]): Source[] {
  return blocks.flatMap(({ associations, from }) =>
    associations
      .filter(({ appliesTo }) => appliesTo.length === 0)
      .toSorted((a, b) => Number(a.isModal) - Number(b.isModal))
      .map((association) => ({ association, from, contexts })),
  );
}

/** What a feature is called where a property set says what its properties are said of. */
export function featureTags({ kind }: Pick<Feature, "kind">): string[] {
  if (kind.endsWith("port")) return [kind, "port", "feature"];
  return kind.endsWith("access") ? [kind, "access", "feature"] : [kind, "feature"];
}

/** The same of a connection. */
export function connectionTags({ kind }: Pick<Connection, "kind">): string[] {
  const access = kind.endsWith("access") ? ["access connection"] : [];
  return ["connection", `${kind} connection`, ...access];
}

export class Classifiers implements Pick<Evaluation, "classifierOf"> {
  readonly #known = new Map<DeclaredComponent, ComponentClassifier>();
  readonly #anonymous = new Map<Category, Classifier>();

  constructor(
    readonly layouts: Layouts,
    readonly evaluation: Evaluation,
  ) {}

  classifierOf = (component: DeclaredComponent): ComponentClassifier => {
    let classifier = this.#known.get(component);
    if (!classifier) {
      classifier = new ComponentClassifier(component, this);
      this.#known.set(component, classifier);
    }
    return classifier;
  };

  /** Of a subcomponent that names none. */
  anonymous(category: Category, place: Place): Classifier {
    let classifier = this.#anonymous.get(category);
    if (!classifier) {
      const nothing = { features: [], subcomponents: [], calls: [], connections: [] };
      const properties = new ElementProperties(this.evaluation, [], [category]);
      classifier = { name: category, category, place, isImplementation: false, properties, ...nothing };
      this.#anonymous.set(category, classifier);
    }
    return classifier;
  }

  ofSubcomponent({ classifier, category, declared }: LaidOutSubcomponent): Classifier {
    return classifier ? this.classifierOf(classifier) : this.anonymous(category, declared.place);
  }

  feature(laidOut: LaidOutFeature, sources: readonly Source[], parent?: () => Properties): Feature {
    const { name, kind, direction, classifier, declared } = laidOut;
    return {
      name,
      kind,
      direction,
      classifier: classifier && this.classifierOf(classifier),
      place: declared.place,
      properties: new ElementProperties(this.evaluation, sources, featureTags(laidOut), parent),
    };
  }

  calls(component: DeclaredComponent): CallSequence[] {
    return this.layouts.of(component).calls.map(({ name, calls }) => ({
      name,
      calls: calls.map(({ declared, subprogram }) => ({
        name: declared.text,
        subprogram: this.classifierOf(subprogram),
        place: declared.place,
      })),
    }));
  }

  /** `owner`: finds the features that the ends of the connection are at. */
  connection(
    laidOut: LaidOutConnection,
    sources: readonly Source[],
    owner: (end: LaidOutEnd) => readonly Feature[],
    parent?: () => Properties,
  ): Connection {
    const { name, kind, source, destination, isBidirectional, declared } = laidOut;
    const end = (laidOutEnd: LaidOutEnd): ConnectionEnd => {
      const { of, component, feature } = laidOutEnd;
      return {
        of,
        component,
        feature: feature && owner(laidOutEnd).find((candidate) => candidate.name === feature.name),
      };
    };
    const properties = new ElementProperties(this.evaluation, sources, connectionTags(laidOut), parent);
    const ends = { source: end(source), destination: end(destination) };
    return { name, kind, ...ends, isBidirectional, place: declared.place, properties };
  }
}

/** Made when it is asked for: data types may refer to each other in circles. */
class ComponentClassifier implements Classifier {
  readonly name: string;
  readonly category: Category;
  readonly place: Place;
  readonly isImplementation: boolean;
  readonly properties: ElementProperties;
  readonly #component: DeclaredComponent;
  readonly #all: Classifiers;
  #features: readonly Feature[] | undefined;
  #subcomponents: Classifier["subcomponents"] | undefined;
  #calls: readonly CallSequence[] | undefined;
  #connections: readonly Connection[] | undefined;

  constructor(component: DeclaredComponent, all: Classifiers) {
    const { syntax } = component;
    this.#component = component;
    this.#all = all;
    this.name = component.name;
    this.category = syntax.category === "feature group" ? "abstract" : syntax.category;
    this.place = syntax.name.place;
    this.isImplementation = syntax.isImplementation;
    const { lineage } = all.layouts.of(component);
    this.properties = new ElementProperties(all.evaluation, directSources(lineageBlocks(lineage), []), [this.category]);
  }

  get features(): readonly Feature[] {
    this.#features ??= [...this.#all.layouts.of(this.#component).features.values()].map((feature) =>
      this.#all.feature(feature, directSources(feature.blocks, [])),
    );
    return this.#features;
  }

  get subcomponents(): Classifier["subcomponents"] {
    this.#subcomponents ??= [...this.#all.layouts.of(this.#component).subcomponents.values()].map((part) => ({
      name: part.name,
      classifier: this.#all.ofSubcomponent(part),
      place: part.declared.place,
      ...(part.dimensions.length > 0 ? { dimensions: part.dimensions } : {}),
    }));
    return this.#subcomponents;
  }

  get calls(): readonly CallSequence[] {
    this.#calls ??= this.#all.calls(this.#component);
    return this.#calls;
  }

  get connections(): readonly Connection[] {
    this.#connections ??= this.#all.layouts
      .connections(this.#component)
      .map((connection) =>
        this.#all.connection(connection, directSources(connection.blocks, []), (end) => this.#featuresAt(end)),
      );
    return this.#connections;
  }

  #featuresAt({ of, component, subprogram }: LaidOutEnd): readonly Feature[] {
    if (of === "self") return this.features;
    if (subprogram) return this.#all.classifierOf(subprogram).features;
    const name = sameCase(component.replace(/\[.*/, ""));
    return this.subcomponents.find((part) => sameCase(part.name) === name)?.classifier.features ?? [];
  }

  /** Evaluates everything in the declaration, so that faults in it are found. */
  check(): void {
    const elements = [this, ...this.features, ...this.connections];
    for (const { properties } of elements) if (properties instanceof ElementProperties) properties.check();
  }
}

/** The associations of a component's declarations, the nearest first. */
export const lineageBlocks = (lineage: readonly DeclaredComponent[]): Block[] =>
  lineage.map((from) => ({ associations: from.syntax.associations, from }));
