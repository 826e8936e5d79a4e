/** Which system implementation a model is about. */
import { AADL_CODES } from "./codes.js";
import { type DeclaredComponent, sameCase } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import type { Findings } from "./findings.js";
import type { Place } from "./instance.js";
import type { Layouts } from "./layout.js";

const BINDINGS: ReadonlySet<string> = new Set(["", "deployment_properties"]);

/**
 * The system implementation with the name `wanted`; without one that which is a part of no other and which no other extends,
 * of several that which binds its processes to processors. `start`: where the model begins, for a fault of all of it.
 */
export function findRoot(
  layouts: Layouts,
  components: readonly DeclaredComponent[],
  wanted: string | undefined,
  findings: Findings,
  start: Place,
): DeclaredComponent | undefined {
  const systems = components.filter(({ syntax }) => syntax.isImplementation && syntax.category === "system");
  const names = systems.map(({ name }) => name);
  if (wanted !== undefined) {
    const key = sameCase(wanted);
    const named = systems.filter(({ name }) => sameCase(name) === key || sameCase(name).endsWith(`::${key}`));
    if (named.length === 1) return named[0];
    const remedy = named.length > 1 ? `write ${named.map(({ name }) => name).join(" or ")}` : didYouMean(wanted, names);
    const message = `there ${named.length > 1 ? "are several system implementations" : "is no system implementation"} "${wanted}"`;
    findings.fault(named.length > 1 ? AADL_CODES.SEVERAL_ROOTS : AADL_CODES.NO_ROOT, message, start, remedy);
    return undefined;
  }
  const used = new Set(components.flatMap((component) => usesOf(layouts, component)));
  const free = systems.filter((system) => !used.has(system));
  const binding = free.filter((system) => bindsProcesses(layouts, system));
  const candidates = binding.length > 0 ? binding : free;
  if (candidates.length === 1) return candidates[0];
  const list = candidates.map(({ name }) => name);
  if (candidates.length === 0) {
    const remedy = 'declare a "system implementation" with the processes and the processor as its subcomponents';
    findings.fault(AADL_CODES.NO_ROOT, "there is no system implementation that could be the root", start, remedy);
  } else {
    const message = `several system implementations could be the root: ${list.join(", ")}`;
    findings.fault(
      AADL_CODES.SEVERAL_ROOTS,
      message,
      candidates[0]!.syntax.name.place,
      `choose one: --root ${list[0]}`,
    );
  }
  return undefined;
}

/** What a component contains or extends. */
function usesOf(layouts: Layouts, component: DeclaredComponent): DeclaredComponent[] {
  const { lineage, subcomponents } = layouts.of(component);
  return [
    ...lineage.filter((ancestor) => ancestor !== component),
    ...[...subcomponents.values()].flatMap((part) => part.classifier ?? []),
  ];
}

function bindsProcesses(layouts: Layouts, system: DeclaredComponent): boolean {
  const { lineage, subcomponents } = layouts.of(system);
  const blocks = [...subcomponents.values()].flatMap((part) => part.blocks.flatMap(({ associations }) => associations));
  return [...lineage.flatMap(({ syntax }) => syntax.associations), ...blocks].some(
    ({ property }) =>
      sameCase(property.name) === "actual_processor_binding" && BINDINGS.has(sameCase(property.qualifier)),
  );
}
