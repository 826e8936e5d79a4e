/** What connections inside of a partition become: blackboards, buffers, events and semaphores. */
import { type Flow, isSampled, type PortOf } from "./flows.js";
import { groupBy } from "./grouping.js";
import type { Messages } from "./messages.js";
import { identifierFor } from "./names.js";
import type { LocalObject } from "./plan.js";
import type { Wires } from "./wires.js";

export function wireInside(flows: readonly Flow[], wires: Wires, messages: Messages): void {
  for (const fromOne of groupsOf(flows.filter(isSampled), ({ source }) => source)) blackboard(fromOne, wires, messages);
  const queued = flows.filter((flow) => !isSampled(flow));
  for (const toOne of groupsOf(queued, ({ destination }) => destination)) queue(toOne, wires, messages);
}

/** A data port shows its value to all that are connected with it. */
function blackboard(flows: readonly Flow[], wires: Wires, messages: Messages): void {
  const { source } = flows[0]!;
  const wired = wires.of(source);
  const type = messages.typeOf(wired, source);
  if (!type || !messages.fit(type, source)) return;
  const object = wires.addObject(wired, { ...plain(source), kind: "blackboard", type }, nameFor(source));
  wires.join(source, object);
  for (const flow of flows) {
    const theirs = messages.typeOf(wired, flow.destination);
    if (!theirs || !messages.agree(type, theirs, flow)) continue;
    if (wires.transports(flow.destination).length > 0) messages.refuseSecondSource(flow.destination, flow.place);
    else wires.join(flow.destination, object);
  }
}

/** A queue is its destination's: whoever is connected to it sends to it. */
function queue(flows: readonly Flow[], wires: Wires, messages: Messages): void {
  const { destination } = flows[0]!;
  const wired = wires.of(destination);
  const depth = messages.depth([destination.feature, ...flows.map(({ source }) => source.feature)]);
  const common = { ...plain(destination), depth };
  let object: LocalObject;
  if (destination.feature.kind === "event port") {
    const kind = depth === 1 ? "event" : "semaphore";
    object = wires.addObject(wired, { ...common, kind, type: undefined }, nameFor(destination));
  } else {
    const type = messages.typeOf(wired, destination);
    if (!type || !messages.fit(type, destination)) return;
    const agrees = flows.every((flow) => {
      const theirs = messages.typeOf(wired, flow.source);
      return theirs !== undefined && messages.agree(theirs, type, flow);
    });
    if (!agrees) return;
    object = wires.addObject(wired, { ...common, kind: "buffer", type }, nameFor(destination));
  }
  wires.join(destination, object);
  for (const { source } of flows) wires.join(source, object);
}

const nameFor = ({ component, feature }: PortOf): string => identifierFor(`${component.name}_${feature.name}`);

const plain = ({ component, feature }: PortOf) => ({
  depth: 1,
  value: 0,
  priority: 0,
  purpose: `${component.name}.${feature.name}`,
});

/** Flows with the same port at one end: threads of one type have features in common. */
const groupsOf = (flows: readonly Flow[], endOf: (flow: Flow) => PortOf): Flow[][] =>
  [...groupBy(flows, (flow) => endOf(flow).component).values()].flatMap((ofComponent) => [
    ...groupBy(ofComponent, (flow) => endOf(flow).feature).values(),
  ]);
