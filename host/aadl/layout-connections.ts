/** Connections of an implementation with their ends found, those of feature groups and arrays one by one (AS5506, connections). */
import { type DeclaredComponent, sameCase } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import type { Connection, ConnectionEnd, FeatureKind } from "./instance.js";
import type { Block, LaidOutFeature, LaidOutSubcomponent, Layout, Layouts } from "./layout.js";
import type { ConnectionSyntax, Name, Path } from "./syntax.js";

/** More connections than a component has, and than arrays should come to. */
const MAX_CONNECTIONS = 10_000;

export interface LaidOutEnd {
  readonly of: ConnectionEnd["of"];
  /** "" for the component itself; of an array with its index. */
  readonly component: string;
  readonly feature: LaidOutFeature | undefined;
  /** Of a call: what is called. */
  readonly subprogram: DeclaredComponent | undefined;
}

export interface LaidOutConnection {
  readonly name: string;
  readonly kind: Connection["kind"];
  readonly source: LaidOutEnd;
  readonly destination: LaidOutEnd;
  readonly isBidirectional: boolean;
  readonly declared: Name;
  /** The last refinement first. */
  readonly blocks: readonly Block[];
}

interface Declared {
  readonly syntax: ConnectionSyntax;
  readonly from: DeclaredComponent;
}

export function layOutConnections(layouts: Layouts, layout: Layout): LaidOutConnection[] {
  const connections: LaidOutConnection[] = [];
  for (const chain of chainsOf(layouts, layout.lineage)) {
    const { name, kind } = chain[0]!.syntax;
    const ends = chain.find(({ syntax }) => syntax.ends)?.syntax.ends;
    if (!ends) continue;
    const source = findEnd(layouts, layout, ends.source);
    const destination = findEnd(layouts, layout, ends.destination);
    if (!source || !destination) continue;
    const blocks = chain.map(({ syntax, from }) => ({ associations: syntax.associations, from }));
    for (const pair of pairsOf(layouts, name, source, destination, ends.isBidirectional)) {
      if (connections.length >= MAX_CONNECTIONS) {
        const message = `a component has more than ${MAX_CONNECTIONS} connections`;
        layouts.fault("TOO_LARGE", message, name.place, "make the arrays smaller");
        return connections;
      }
      const kindOf = kind === "feature group" || pair.isGrouped ? kindFor(pair.source.feature) : kind;
      checkEnds(layouts, { ...pair, kind: kindOf, declared: name });
      const { source: from, destination: to, isBidirectional } = pair;
      connections.push({
        name: name.text,
        kind: kindOf,
        source: from,
        destination: to,
        isBidirectional,
        declared: name,
        blocks,
      });
    }
  }
  return connections;
}

/** Each connection's declaration and refinements, the last first. */
function chainsOf(layouts: Layouts, lineage: readonly DeclaredComponent[]): (readonly Declared[])[] {
  const named = new Map<string, readonly Declared[]>();
  let unnamed = 0;
  for (const from of lineage.toReversed()) {
    const own = new Set<string>();
    for (const syntax of from.syntax.connections) {
      if (syntax.name.text === "") {
        named.set(` ${unnamed++}`, [{ syntax, from }]);
        continue;
      }
      const key = sameCase(syntax.name.text);
      const before = named.get(key);
      if (!layouts.checkRefinement("connection", syntax, before !== undefined, own)) continue;
      named.set(key, [{ syntax, from }, ...(before ?? [])]);
    }
  }
  return [...named.values()];
}

/** An end as it is written: of an array all elements, of a feature group all features. */
interface FoundEnd {
  readonly of: ConnectionEnd["of"];
  readonly components: readonly string[];
  readonly subprogram: DeclaredComponent | undefined;
  /** By the name in its group; a feature that is in none by "". */
  readonly features: ReadonlyMap<string, LaidOutFeature | undefined>;
  readonly path: Path;
}

function findEnd(layouts: Layouts, layout: Layout, path: Path): FoundEnd | undefined {
  const steps = path.steps[0]!.name === "self" ? path.steps.slice(1) : path.steps;
  const [first, ...rest] = steps;
  const key = sameCase(first!.name);
  const feature = rest.map(({ name }) => name).join(".");
  const subcomponent = layout.subcomponents.get(key);
  if (subcomponent && path.steps[0]!.name !== "self") {
    const components = elementsOf(layouts, subcomponent, first!.indices, path);
    const end = { of: "subcomponent" as const, components, subprogram: undefined, path };
    if (feature === "") return { ...end, features: new Map([["", undefined]]) };
    if (!subcomponent.classifier) return unknown(layouts, path, `"${first!.name}" has no features`, []);
    return withFeatures(layouts, end, layouts.of(subcomponent.classifier).features, feature);
  }
  const call = layout.calls.flatMap(({ calls }) => calls).find(({ declared }) => sameCase(declared.text) === key);
  if (call && feature !== "") {
    const { subprogram } = call;
    const end = { of: "call" as const, components: [call.declared.text], subprogram, path };
    return withFeatures(layouts, end, layouts.of(subprogram).features, feature);
  }
  if (first!.name === "processor") {
    const remedy = "connect it to a subcomponent";
    layouts.fault("UNSUPPORTED", "a connection with a feature of the processor is not read", path.place, remedy);
    return undefined;
  }
  const own = steps.map(({ name }) => name).join(".");
  const end = { of: "self" as const, components: [""], subprogram: undefined, path };
  return withFeatures(
    layouts,
    end,
    layout.features,
    own,
    [...layout.subcomponents.values()].map(({ name }) => name),
  );
}

function withFeatures(
  layouts: Layouts,
  end: Omit<FoundEnd, "features">,
  features: ReadonlyMap<string, LaidOutFeature>,
  name: string,
  others: readonly string[] = [],
): FoundEnd | undefined {
  const single = features.get(sameCase(name));
  if (single) return { ...end, features: new Map([["", single]]) };
  const prefix = `${sameCase(name)}.`;
  const group = [...features].filter(([key]) => key.startsWith(prefix));
  if (group.length > 0) {
    return { ...end, features: new Map(group.map(([key, feature]) => [key.slice(prefix.length), feature])) };
  }
  const where = end.of === "self" ? "here" : `in "${end.path.steps[0]!.name}"`;
  const candidates = [...[...features.values()].map((feature) => feature.name), ...others];
  return unknown(layouts, end.path, `there is no "${name}" ${where} to be connected`, candidates, name);
}

function unknown(layouts: Layouts, path: Path, message: string, candidates: readonly string[], name = ""): undefined {
  layouts.fault("UNKNOWN_ELEMENT", message, path.place, didYouMean(name, candidates));
}

/** The elements of an array that are meant; of no array itself. */
function elementsOf(
  layouts: Layouts,
  { name, dimensions }: LaidOutSubcomponent,
  indices: readonly number[],
  path: Path,
): readonly string[] {
  const elements = elementNames(dimensions);
  if (indices.length === 0) return elements.map(({ suffix }) => `${name}${suffix}`);
  const found = elements.find((element) => `${element.indices}` === `${indices}`);
  if (found) return [`${name}${found.suffix}`];
  layouts.fault(
    "UNKNOWN_ELEMENT",
    `"${name}" has no element [${indices.join("][")}]`,
    path.place,
    "elements count from 1",
  );
  return [];
}

/** `[1][1]`, `[1][2]`, ... of an array; one without indices of what is none. */
export function elementNames(dimensions: readonly number[]): { indices: readonly number[]; suffix: string }[] {
  let elements: { indices: readonly number[]; suffix: string }[] = [{ indices: [], suffix: "" }];
  for (const size of dimensions) {
    elements = elements.flatMap(({ indices, suffix }) =>
      Array.from({ length: size }, (_, i) => ({ indices: [...indices, i + 1], suffix: `${suffix}[${i + 1}]` })),
    );
  }
  return elements;
}

interface Pair {
  readonly source: LaidOutEnd;
  readonly destination: LaidOutEnd;
  readonly isBidirectional: boolean;
  readonly isGrouped: boolean;
}

/** Arrays of one size element by element, others each with each; groups feature by feature. */
function* pairsOf(
  layouts: Layouts,
  name: Name,
  source: FoundEnd,
  destination: FoundEnd,
  isBidirectional: boolean,
): Generator<Pair> {
  const isGrouped = !source.features.has("") || !destination.features.has("");
  for (const key of isGrouped ? unmatched(source, destination) : []) {
    const message = `"${key}" is in the feature group of one end only`;
    layouts.fault("CONNECTION", message, name.place, "connect groups of the same type");
    return;
  }
  const isParallel = source.components.length === destination.components.length && source.components.length > 1;
  for (const [i, from] of source.components.entries()) {
    for (const to of isParallel ? [destination.components[i]!] : destination.components) {
      for (const [key, feature] of source.features) {
        const a: LaidOutEnd = { of: source.of, component: from, feature, subprogram: source.subprogram };
        const { of, subprogram } = destination;
        const b: LaidOutEnd = { of, component: to, feature: destination.features.get(key), subprogram };
        const isTurned = isGrouped && !mayGive(a) && mayGive(b);
        const pair = isTurned ? { source: b, destination: a } : { source: a, destination: b };
        yield { ...pair, isBidirectional: isBidirectional && !isGrouped, isGrouped };
      }
    }
  }
}

function* unmatched(a: FoundEnd, b: FoundEnd): Generator<string> {
  for (const key of a.features.keys()) if (!b.features.has(key)) yield key;
  for (const key of b.features.keys()) if (!a.features.has(key)) yield key;
}

/** Whether data may come from there: from outside through an input, from a part through an output. */
function mayGive({ of, feature }: LaidOutEnd): boolean {
  if (!feature) return true;
  const outward = of === "self" ? "in" : "out";
  return feature.direction === "in out" || feature.direction === outward || feature.direction.endsWith("s");
}

function mayTake({ of, feature }: LaidOutEnd): boolean {
  if (!feature) return true;
  const inward = of === "self" ? "out" : "in";
  return feature.direction === "in out" || feature.direction === inward || feature.direction.endsWith("s");
}

const DATA: readonly FeatureKind[] = ["data port", "event port", "event data port", "parameter", "data access"];

/** What the kinds of connections may connect, besides abstract features. */
const CONNECTED: Readonly<Record<Connection["kind"], readonly FeatureKind[] | "anything">> = {
  port: DATA,
  parameter: DATA,
  "data access": DATA,
  "bus access": ["bus access"],
  "virtual bus access": ["virtual bus access"],
  "subprogram access": ["subprogram access", "subprogram group access"],
  feature: "anything",
};

function checkEnds(
  layouts: Layouts,
  { kind, source, destination, isBidirectional, declared }: Omit<LaidOutConnection, "name" | "blocks">,
): void {
  const connected = CONNECTED[kind];
  for (const { feature } of [source, destination]) {
    if (!feature || feature.kind === "abstract feature" || connected === "anything") continue;
    if (connected.includes(feature.kind)) continue;
    const message = `a ${kind} connection cannot lead to "${feature.name}", which is declared as ${feature.kind}`;
    layouts.fault("CONNECTION", message, declared.place, `write "${kindFor(feature)}" before the connection`);
    return;
  }
  if (isBidirectional || (kind !== "port" && kind !== "parameter")) return;
  const wrong = !mayGive(source) ? source : !mayTake(destination) ? destination : undefined;
  if (!wrong?.feature) return;
  const { name, direction } = wrong.feature;
  const verb = wrong === source ? "begin" : "end";
  const message = `a connection cannot ${verb} at "${name}", which is ${direction}${wrong.of === "self" ? " of the component itself" : ""}`;
  layouts.fault("CONNECTION", message, declared.place, "turn the connection round, or the direction of the feature");
}

function kindFor(feature: LaidOutFeature | undefined): Connection["kind"] {
  const kinds: Readonly<Record<FeatureKind, Connection["kind"]>> = {
    "data port": "port",
    "event port": "port",
    "event data port": "port",
    parameter: "parameter",
    "data access": "data access",
    "bus access": "bus access",
    "virtual bus access": "virtual bus access",
    "subprogram access": "subprogram access",
    "subprogram group access": "subprogram access",
    "abstract feature": "feature",
  };
  return feature ? kinds[feature.kind] : "feature";
}
