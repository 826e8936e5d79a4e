/** Features of a component: inherited, refined, and of feature groups one by one, as `group.feature`. */
import { type DeclaredComponent, sameCase } from "./declarations.js";
import type { Feature, FeatureKind } from "./instance.js";
import type { LaidOutFeature, Layouts } from "./layout.js";
import type { FeatureSyntax } from "./syntax.js";

/** More features than a component has, and more than groups in groups should come to. */
const MAX_FEATURES = 1000;

/** What the classifier of a feature is declared as. */
const CARRIED: Readonly<Record<FeatureKind | "feature group", readonly string[]>> = {
  "data port": ["data"],
  "event port": ["data"],
  "event data port": ["data"],
  parameter: ["data"],
  "data access": ["data"],
  "bus access": ["bus"],
  "virtual bus access": ["virtual bus"],
  "subprogram access": ["subprogram"],
  "subprogram group access": ["subprogram group"],
  "abstract feature": ["data", "bus", "virtual bus", "subprogram", "subprogram group", "feature group"],
  "feature group": ["feature group"],
};

interface Declared {
  readonly syntax: FeatureSyntax;
  readonly from: DeclaredComponent;
}

/** What is being filled; groups in groups may come to more than could ever be counted. */
interface Filling {
  readonly layouts: Layouts;
  readonly component: DeclaredComponent;
  readonly features: Map<string, LaidOutFeature>;
  /** The types of the groups that are being gone through. */
  readonly trail: DeclaredComponent[];
  visits: number;
}

/** By name in lower case, those of ancestors first. */
export function featuresOf(layouts: Layouts, lineage: readonly DeclaredComponent[]): Map<string, LaidOutFeature> {
  const into: Filling = { layouts, component: lineage[0]!, features: new Map(), trail: [], visits: 0 };
  for (const chain of chainsOf(layouts, lineage).values()) addFeature(into, chain, "", false);
  return into.features;
}

/** The declaration of each feature and its refinements, the last first. */
function chainsOf(layouts: Layouts, lineage: readonly DeclaredComponent[]): Map<string, readonly Declared[]> {
  const chains = new Map<string, readonly Declared[]>();
  for (const from of lineage.toReversed()) {
    const own = new Set<string>();
    for (const syntax of from.syntax.features) {
      const key = sameCase(syntax.name.text);
      const before = chains.get(key);
      if (!layouts.checkRefinement("feature", syntax, before !== undefined, own)) continue;
      chains.set(key, [{ syntax, from }, ...(before ?? [])]);
    }
  }
  return chains;
}

function addFeature(into: Filling, chain: readonly Declared[], group: string, isInverse: boolean): void {
  const { layouts, component } = into;
  const { syntax } = chain[0]!;
  const name = `${group}${chain.at(-1)!.syntax.name.text}`;
  if (++into.visits > MAX_FEATURES) {
    const message = `"${component.name}" has more than ${MAX_FEATURES} features`;
    layouts.fault("TOO_LARGE", message, component.syntax.name.place, "take some out, or groups in groups");
    return;
  }
  const named = chain.find((declared) => declared.syntax.classifier);
  const classifier = named && layouts.classifier(named.syntax.classifier, named.from, CARRIED[syntax.kind]);
  if (syntax.kind === "feature group") {
    if (classifier) addGroup(into, classifier, `${name}.`, isInverse !== syntax.isInverse);
    return;
  }
  into.features.set(sameCase(name), {
    name,
    kind: syntax.kind,
    direction: isInverse ? INVERSE[syntax.direction] : syntax.direction,
    classifier,
    declared: syntax.name,
    blocks: chain.map((declared) => ({ associations: declared.syntax.associations, from: declared.from })),
  });
}

const INVERSE: Readonly<Record<Feature["direction"], Feature["direction"]>> = {
  in: "out",
  out: "in",
  "in out": "in out",
  requires: "provides",
  provides: "requires",
};

/** The features of a group's type; of one that is but the inverse of another, those of the other turned round. */
function addGroup(into: Filling, type: DeclaredComponent, group: string, isInverse: boolean): void {
  const { layouts, trail } = into;
  if (trail.includes(type)) {
    const message = `the feature group "${type.name}" contains itself`;
    layouts.fault("CYCLE", message, type.syntax.name.place, "take it out of itself");
    return;
  }
  trail.push(type);
  const chains = chainsOf(layouts, layouts.ancestorsOf(type));
  const { inverseOf } = type.syntax;
  const complement = chains.size === 0 ? layouts.classifier(inverseOf, type, ["feature group"]) : undefined;
  if (complement) addGroup(into, complement, group, !isInverse);
  else for (const chain of chains.values()) addFeature(into, chain, group, isInverse);
  trail.pop();
}
