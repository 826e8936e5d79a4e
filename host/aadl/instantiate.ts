/** The instance tree of a system implementation (AS5506, system instances). */

import { type Classifiers, directSources, lineageBlocks } from "./classifiers.js";
import { AADL_CODES } from "./codes.js";
import { type DeclaredComponent, sameCase } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import { ElementProperties, type Source } from "./element-properties.js";
import type { Category, Classifier, Connection, Feature, Instance, Place } from "./instance.js";
import type { Block, LaidOutFeature, LaidOutSubcomponent, Layout } from "./layout.js";
import { elementNames, type LaidOutConnection } from "./layout-connections.js";
import type { Path } from "./syntax.js";

/** More components, and more connections, than an importer has to deal with. */
const MAX_INSTANCES = 5000;
const MAX_CONNECTIONS = 20_000;

/** An association from further out, on its way to the part that it applies to. */
interface Contained {
  readonly source: Source;
  readonly path: Path;
  /** What of the path is still to go. */
  readonly steps: Path["steps"];
}

interface Writable extends Instance {
  components: Instance[];
  features: readonly Feature[];
  connections: readonly Connection[];
}

const NOTHING: Layout = { lineage: [], features: new Map(), subcomponents: new Map(), calls: [] };

export class Instantiation {
  readonly #classifiers: Classifiers;
  readonly #elements: ElementProperties[] = [];
  #instances = 0;
  #connections = 0;
  #isTooLarge = false;

  constructor(classifiers: Classifiers) {
    this.#classifiers = classifiers;
  }

  /** The tree. Its faults are in the findings afterwards: it is not to be used then. */
  root(component: DeclaredComponent): Instance {
    const classifier = this.#classifiers.classifierOf(component);
    const name = component.syntax.name.text.replace(/\..*/, "");
    const { place } = component.syntax.name;
    const root = this.#instance({ name, category: "system", component, classifier, place }, undefined, [], []);
    for (const properties of this.#elements) properties.check();
    return root;
  }

  #fault(code: keyof typeof AADL_CODES, message: string, place: Place, remedy?: string): void {
    this.#classifiers.evaluation.declarations.findings.fault(AADL_CODES[code], message, place, remedy);
  }

  /** `passed`: from further out, what wins first. `blocks`: of the declaration as a subcomponent. */
  #instance(
    declared: {
      name: string;
      category: Category;
      component: DeclaredComponent | undefined;
      classifier: Classifier;
      place: Place;
    },
    parent: Instance | undefined,
    passed: readonly Contained[],
    blocks: readonly Block[],
  ): Instance {
    const { name, category, component, classifier, place } = declared;
    this.#instances++;
    const layout = component ? this.#classifiers.layouts.of(component) : NOTHING;
    const sources: Source[] = passed.filter(({ steps }) => steps.length === 0).map(({ source }) => source);
    const inheritFrom = (): ElementProperties | undefined => parent?.properties as ElementProperties | undefined;
    const properties = new ElementProperties(this.#classifiers.evaluation, sources, [category], inheritFrom);
    const instance: Writable = {
      name,
      category,
      classifier,
      parent,
      place,
      components: [],
      features: [],
      connections: [],
      calls: component ? this.#classifiers.calls(component) : [],
      properties,
    };
    const around = parent ? [parent, instance] : [instance];
    const declarations = lineageBlocks(layout.lineage);
    sources.push(...directSources(blocks, around), ...directSources(declarations, [instance]));
    this.#elements.push(properties);
    const contained = [
      ...passed.filter(({ steps }) => steps.length > 0),
      ...containedIn(blocks, around),
      ...containedIn(declarations, [instance]),
    ];
    const connections = component ? this.#classifiers.layouts.connections(component) : [];
    this.#checkTargets(contained, layout, connections);
    const byName = byFirstStep(contained);
    instance.features = [...layout.features.values()].map((feature) => this.#feature(feature, instance, byName));
    for (const part of layout.subcomponents.values()) {
      instance.components.push(...this.#elementsOf(part, instance, byName.get(sameCase(part.name)) ?? []));
    }
    instance.connections = this.#connectionsOf(connections, instance, byName);
    return instance;
  }

  #elementsOf(part: LaidOutSubcomponent, parent: Instance, contained: readonly Contained[]): Instance[] {
    const { name, category, classifier: component, declared, blocks } = part;
    const elements = elementNames(part.dimensions);
    if (this.#isTooLarge) return [];
    if (this.#instances + elements.length > MAX_INSTANCES) {
      this.#isTooLarge = true;
      const remedy = "make the arrays smaller, or the model";
      this.#fault("TOO_LARGE", `the model has more than ${MAX_INSTANCES} components`, declared.place, remedy);
      return [];
    }
    return elements.map(({ indices, suffix }) => {
      const passed = contained
        .filter(({ steps: [step] }) => step!.indices.length === 0 || `${step!.indices}` === `${indices}`)
        .map((entry) => ({ ...entry, steps: entry.steps.slice(1) }));
      const classifier = this.#classifiers.ofSubcomponent(part);
      const named = { name: `${name}${suffix}`, category, component, classifier, place: declared.place };
      return this.#instance(named, parent, passed, blocks);
    });
  }

  #feature(laidOut: LaidOutFeature, owner: Instance, contained: ReadonlyMap<string, readonly Contained[]>): Feature {
    const key = sameCase(laidOut.name);
    const passed = (contained.get(key.replace(/\..*/, "")) ?? []).filter(({ steps }) => {
      const target = joined(steps);
      return key === target || key.startsWith(`${target}.`);
    });
    const sources = [...passed.map(({ source }) => source), ...directSources(laidOut.blocks, [owner])];
    const feature = this.#classifiers.feature(laidOut, sources, () => owner.properties);
    this.#elements.push(feature.properties as ElementProperties);
    return feature;
  }

  #connectionsOf(
    laidOut: readonly LaidOutConnection[],
    owner: Instance,
    contained: ReadonlyMap<string, readonly Contained[]>,
  ): Connection[] {
    this.#connections += laidOut.length;
    if (this.#connections > MAX_CONNECTIONS) {
      this.#fault("TOO_LARGE", `the model has more than ${MAX_CONNECTIONS} connections`, owner.place);
      return [];
    }
    const parts = new Map(owner.components.map((part) => [part.name, part]));
    return laidOut.map((connection) => {
      const passed = contained.get(sameCase(connection.name)) ?? [];
      const sources = [...passed.map(({ source }) => source), ...directSources(connection.blocks, [owner])];
      const made = this.#classifiers.connection(
        connection,
        sources,
        ({ of, component, subprogram }) => {
          if (of === "self") return owner.features;
          return subprogram
            ? this.#classifiers.classifierOf(subprogram).features
            : (parts.get(component)?.features ?? []);
        },
        () => owner.properties,
      );
      this.#elements.push(made.properties as ElementProperties);
      return made;
    });
  }

  /** What an association applies to has to be there. */
  #checkTargets(contained: readonly Contained[], layout: Layout, connections: readonly LaidOutConnection[]): void {
    if (contained.length === 0) return;
    const called = layout.calls.flatMap(({ name, calls }) => [name, ...calls.map(({ declared }) => declared.text)]);
    const skipped = layout.lineage.flatMap(({ syntax }) => syntax.skipped.map(({ text }) => text));
    const others = new Set([...called, ...skipped].map(sameCase));
    const targets = new Set([
      ...layout.subcomponents.keys(),
      ...connections.map(({ name }) => sameCase(name)),
      ...others,
    ]);
    for (const { path, steps } of contained) {
      const [{ name, indices }] = steps as [Path["steps"][number]];
      const target = joined(steps);
      const isFeature = [...layout.features.keys()].some((key) => key === target || key.startsWith(`${target}.`));
      const part = layout.subcomponents.get(sameCase(name));
      if (
        part &&
        indices.length > 0 &&
        !elementNames(part.dimensions).some((one) => `${one.indices}` === `${indices}`)
      ) {
        this.#fault("UNKNOWN_ELEMENT", `"${part.name}" has no element [${indices.join("][")}]`, path.place);
      }
      const isAtEnd = part !== undefined || steps.length === 1;
      if (isFeature || (targets.has(sameCase(name)) && isAtEnd)) continue;
      const names = [...layout.subcomponents.values(), ...layout.features.values(), ...connections].map(
        (one) => one.name,
      );
      const text = path.steps.map((step) => step.name).join(".");
      const message = `there is no "${name}" that "applies to ${text}" could mean`;
      this.#fault("UNKNOWN_ELEMENT", message, path.place, didYouMean(name, [...new Set(names)]));
    }
  }
}

const joined = (steps: Path["steps"]): string => sameCase(steps.map(({ name }) => name).join("."));

function byFirstStep(contained: readonly Contained[]): Map<string, Contained[]> {
  const groups = new Map<string, Contained[]>();
  for (const entry of contained) {
    const key = sameCase(entry.steps[0]!.name);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** The associations in some blocks that apply to parts of the component. */
function containedIn(blocks: readonly Block[], contexts: readonly Instance[]): Contained[] {
  return blocks.flatMap(({ associations, from }) =>
    associations
      .toSorted((a, b) => Number(a.isModal) - Number(b.isModal))
      .flatMap((association) =>
        association.appliesTo.map((path) => ({ source: { association, from, contexts }, path, steps: path.steps })),
      ),
  );
}
