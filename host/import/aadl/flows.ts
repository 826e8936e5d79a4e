/**
 * Connections from end to end: an AADL model connects a thread's port with its process's, that with another process's, and
 * so on inward. What runs knows only the two ends, and where the way leaves one process and enters another.
 */
import type { Connection, ConnectionEnd, Feature, Instance, Place } from "../../aadl/instance.js";
import type { Findings } from "./findings.js";
import { pathOf, refuseDevice } from "./module.js";

/** A port of a component. */
export interface PortOf {
  readonly component: Instance;
  readonly feature: Feature;
}

/** From one end to the other. */
export interface Flow {
  /** Of a thread; of a guest operating system, its process's. */
  readonly source: PortOf;
  readonly destination: PortOf;
  /** The process's port by which it leaves; undefined where it stays in the process. */
  readonly leavesBy: PortOf | undefined;
  /** The process's port by which it arrives. */
  readonly arrivesBy: PortOf | undefined;
  /** All the declared connections that it is made of. */
  readonly connections: readonly Connection[];
  readonly place: Place;
}

interface Edge {
  readonly to: PortOf;
  readonly connection: Connection;
}

const PORT_KINDS: ReadonlySet<string> = new Set(["data port", "event port", "event data port"]);

/** The declared connections of a model between ports, to be followed. */
export class Connections {
  readonly #edges = new Map<Instance, Map<string, Edge[]>>();

  constructor(root: Instance) {
    this.#collect(root);
  }

  /** Flows that begin at the port. `ends`: the components that are ends. Devices on the way are faults. */
  from(source: PortOf, ends: ReadonlySet<Instance>, findings: Findings): Flow[] {
    const flows: Flow[] = [];
    const seen = new Set<string>();
    const follow = (at: PortOf, way: readonly Edge[]): void => {
      for (const edge of this.#edges.get(at.component)?.get(keyOf(at.feature)) ?? []) {
        const { component, feature } = edge.to;
        const key = `${idOf(component)} ${keyOf(feature)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const longer = [...way, edge];
        if (component.category === "device") refuseDevice(component, edge.connection.place, findings);
        else if (ends.has(component)) flows.push(flowOf(source, longer));
        else follow(edge.to, longer);
      }
    };
    follow(source, []);
    return flows;
  }

  #collect(component: Instance): void {
    // Connections in a thread are between its ports and its calls.
    if (component.category === "thread") return;
    for (const connection of component.connections) {
      const from = portAt(component, connection.source);
      const to = portAt(component, connection.destination);
      if (!from || !to) continue;
      this.#add(from, to, connection);
      if (connection.isBidirectional) this.#add(to, from, connection);
    }
    for (const part of component.components) this.#collect(part);
  }

  #add(from: PortOf, to: PortOf, connection: Connection): void {
    const ofComponent = this.#edges.get(from.component) ?? new Map<string, Edge[]>();
    this.#edges.set(from.component, ofComponent);
    const edges = ofComponent.get(keyOf(from.feature)) ?? [];
    ofComponent.set(keyOf(from.feature), [...edges, { to, connection }]);
  }
}

export const isPort = ({ kind }: Feature): boolean => PORT_KINDS.has(kind);
export const isIn = ({ direction }: Feature): boolean => direction === "in" || direction === "in out";
export const isOut = ({ direction }: Feature): boolean => direction === "out" || direction === "in out";

/** Whether it is the last value that counts, and not each of them. */
export const isSampled = ({ source }: Flow): boolean => source.feature.kind === "data port";

/** A port as a message names it. */
export const nameOf = ({ component, feature }: PortOf): string => `"${pathOf(component)}.${feature.name}"`;

/** AADL does not tell capital letters from small ones. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const keyOf = (feature: Feature): string => feature.name.toLowerCase();

/** The part of `component` that an end of a connection is at: itself, or a subcomponent. */
export function componentAt(component: Instance, end: ConnectionEnd): Instance | undefined {
  if (end.of === "self") return component;
  return end.of === "subcomponent" ? component.components.find(({ name }) => sameName(name, end.component)) : undefined;
}

function portAt(component: Instance, end: ConnectionEnd): PortOf | undefined {
  const at = componentAt(component, end);
  return at && end.feature && isPort(end.feature) ? { component: at, feature: end.feature } : undefined;
}

function flowOf(source: PortOf, way: readonly Edge[]): Flow {
  const stops = [source, ...way.map(({ to }) => to)];
  // Between the two outermost processes; a way that stays inside of one passes none of its ports.
  const processes = stops.filter(({ component }) => component.category === "process");
  const isLocal = processOf(source.component) === processOf(stops.at(-1)!.component);
  const connections = way.map(({ connection }) => connection);
  return {
    source,
    destination: stops.at(-1)!,
    leavesBy: isLocal ? undefined : processes[0],
    arrivesBy: isLocal ? undefined : processes.at(-1),
    connections,
    // The one between the processes tells most.
    place: (connections[Math.floor(connections.length / 2)] ?? connections[0]!).place,
  };
}

function processOf(component: Instance): Instance | undefined {
  for (let at: Instance | undefined = component; at; at = at.parent) if (at.category === "process") return at;
  return undefined;
}

const ids = new WeakMap<Instance, number>();
let lastId = 0;
function idOf(component: Instance): number {
  const id = ids.get(component) ?? ++lastId;
  ids.set(component, id);
  return id;
}
