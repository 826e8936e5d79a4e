/**
 * What connections become: between partitions sampling and queuing channels, inside of one blackboards, buffers, events and
 * semaphores.
 */
import type { Feature, Instance } from "../../aadl/instance.js";
import type { ChannelDefinition } from "../../config/define-channels.js";
import { formatTime } from "../../config/units.js";
import { AADL_CODES } from "./codes.js";
import type { CType, DataTypes } from "./data-types.js";
import type { Findings } from "./findings.js";
import { Connections, type Flow, isIn, isOut, isPort, type PortOf } from "./flows.js";
import { entryOf, firstOfEach, groupBy } from "./grouping.js";
import { descendantsOf, type Partition, pathOf } from "./module.js";
import { identifierFor, Names } from "./names.js";
import type { ChannelPort, LocalObject, Transport } from "./plan.js";
import type { PropertyValues } from "./property-values.js";

/** A partition while its wiring is made. */
export interface WiredPartition {
  readonly partition: Partition;
  /** Whether a guest operating system runs in it: then its process's ports are the ends. */
  readonly isGuest: boolean;
  readonly types: DataTypes;
  /** Names of the glue's global variables. */
  readonly variables: Names;
}

/** Longest name of a port (ARINC 653, NAME_TYPE). */
const NAME_LENGTH = 32;
/** Most messages of a queuing channel and of a buffer, and the longest of them. */
const MOST_MESSAGES = 512;
const LONGEST_MESSAGE = 8192;
/** A message of an event without data. */
const EVENT_BYTES = 1;

export class Wiring {
  readonly channels: Record<string, ChannelDefinition> = {};
  readonly #channelNames = new Names();
  readonly #ports = new Map<WiredPartition, ChannelPort[]>();
  readonly #objects = new Map<WiredPartition, LocalObject[]>();
  readonly #portNames = new Map<WiredPartition, Names>();
  readonly #objectNames = new Map<WiredPartition, Names>();
  readonly #transports = new Map<Instance, Map<Feature, Transport[]>>();
  readonly #ofEnd = new Map<Instance, WiredPartition>();

  constructor(
    private readonly root: Instance,
    private readonly partitions: readonly WiredPartition[],
    private readonly frameNs: number,
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {
    const flows = this.#flows();
    this.#wireInside(flows.filter(({ leavesBy }) => !leavesBy));
    this.#wireBetween(flows.filter(({ leavesBy }) => leavesBy));
  }

  portsOf = (partition: WiredPartition): readonly ChannelPort[] => this.#ports.get(partition) ?? [];
  objectsOf = (partition: WiredPartition): readonly LocalObject[] => this.#objects.get(partition) ?? [];

  /** By which a thread's port reaches others, or they it. */
  transportsOf = (component: Instance, feature: Feature): readonly Transport[] =>
    this.#transports.get(component)?.get(feature) ?? [];

  #flows(): Flow[] {
    const connections = new Connections(this.root);
    const ends = new Set([...descendantsOf(this.root)].filter(({ category }) => category === "thread"));
    for (const wired of this.partitions) {
      for (const end of endsOf(wired)) {
        ends.add(end);
        this.#ofEnd.set(end, wired);
      }
    }
    const flows: Flow[] = [];
    for (const [component] of this.#ofEnd) {
      for (const feature of component.features.filter((f) => isPort(f) && isOut(f))) {
        flows.push(...connections.from({ component, feature }, ends, this.findings));
      }
    }
    return flows.filter((flow) => this.#isPossible(flow));
  }

  /** Whether both ends are of this module and of one kind, and nothing refused lies between them. */
  #isPossible(flow: Flow): boolean {
    const { source, destination, place } = flow;
    if (!isIn(destination.feature)) return false;
    if (!this.#ofEnd.has(destination.component)) {
      const message = `${nameOf(source)} is connected with ${nameOf(destination)}, which is on another processor`;
      const remedy = "partitions of different modules can't be connected: a channel is one module's";
      this.findings.fault(AADL_CODES.UNSUPPORTED, place, message, remedy);
      return false;
    }
    if (source.feature.kind !== destination.feature.kind) {
      const ends = `${source.feature.kind} ${nameOf(source)}, ${destination.feature.kind} ${nameOf(destination)}`;
      this.findings.fault(AADL_CODES.CONNECTION, place, `a connection between ports of two kinds: ${ends}`);
      return false;
    }
    return flow.connections.every((connection) => this.#isPlain(connection, connection.place));
  }

  /** A connection that a bus carries, or whose messages a protocol changes, is no channel. */
  #isPlain(connection: Flow["connections"][number], place: Flow["place"]): boolean {
    for (const bus of this.values.references(connection, "Actual_Connection_Binding") ?? []) {
      if (bus.category === "bus") {
        this.findings.fault(AADL_CODES.UNSUPPORTED, place, `a connection over bus "${bus.name}": there is no network`);
        return false;
      }
      const protocol = this.values.word(bus, "POK::Protocol");
      const isProtocol = protocol !== undefined && protocol !== "unknown";
      if (bus.category === "virtual bus" && (isProtocol || bus.properties.get("Implemented_As"))) {
        const message = `a connection over virtual bus "${bus.name}": its protocol is not imported`;
        this.findings.fault(
          AADL_CODES.UNSUPPORTED,
          place,
          message,
          "connect the ports without Actual_Connection_Binding",
        );
        return false;
      }
    }
    return true;
  }

  #wireInside(flows: readonly Flow[]): void {
    for (const [source, itsFlows] of groupBy(flows.filter(isSampled), ({ source }) => source.feature)) {
      this.#blackboard(source, itsFlows);
    }
    for (const [, itsFlows] of groupBy(
      flows.filter((flow) => !isSampled(flow)),
      ({ destination }) => destination.feature,
    )) {
      for (const [, toOne] of groupBy(itsFlows, ({ destination }) => destination.component)) this.#queue(toOne);
    }
  }

  /** A data port is a blackboard that its connections' other ends read. */
  #blackboard(_feature: Feature, flows: readonly Flow[]): void {
    for (const [, fromOne] of groupBy(flows, ({ source }) => source.component)) {
      const { source } = fromOne[0]!;
      const wired = this.#ofEnd.get(source.component)!;
      const type = this.#typeOf(wired, source);
      if (!type) continue;
      const object = this.#object(wired, "blackboard", source, type, 1);
      this.#join(source, object);
      for (const { destination, place } of fromOne) {
        if (this.#isTaken(destination)) this.#refuseSecondSource(destination, place);
        else this.#join(destination, object);
      }
    }
  }

  /** A queue is its destination's: whoever is connected to it sends to it. */
  #queue(flows: readonly Flow[]): void {
    const { destination } = flows[0]!;
    const wired = this.#ofEnd.get(destination.component)!;
    const depth = this.#depth([destination.feature, ...flows.map(({ source }) => source.feature)]);
    let object: LocalObject;
    if (destination.feature.kind === "event port") {
      object = this.#object(wired, depth === 1 ? "event" : "semaphore", destination, undefined, depth);
    } else {
      const type = this.#typeOf(wired, destination);
      if (!type) return;
      object = this.#object(wired, "buffer", destination, type, depth);
    }
    this.#join(destination, object);
    for (const { source } of flows) this.#join(source, object);
  }

  #object(
    wired: WiredPartition,
    kind: LocalObject["kind"],
    { component, feature }: PortOf,
    type: CType | undefined,
    depth: number,
  ): LocalObject {
    const wished = identifierFor(`${component.name}_${feature.name}`);
    const names = entryOf(this.#objectNames, wired, () => new Names([], NAME_LENGTH));
    const object: LocalObject = {
      kind,
      name: names.take(wished),
      variable: wired.variables.take(`${wished}_${kind}`),
      type,
      depth,
      value: 0,
      priority: 0,
      purpose: `${component.name}.${feature.name}`,
    };
    entryOf(this.#objects, wired, () => []).push(object);
    return object;
  }

  #wireBetween(flows: readonly Flow[]): void {
    for (const [, fromOne] of groupBy(flows.filter(isSampled), keyOfSource)) this.#samplingChannel(fromOne);
    const links = [
      ...groupBy(
        flows.filter((flow) => !isSampled(flow)),
        (flow) => `${keyOfSource(flow)} -> ${keyOfDestination(flow)}`,
      ),
    ];
    for (const [, link] of links) {
      const { leavesBy, arrivesBy } = link[0]!;
      const isAlone = (end: (flow: Flow) => string): boolean =>
        links.filter(([, [other]]) => end(other!) === end(link[0]!)).length === 1;
      this.#queuingChannel(link, leavesBy!, arrivesBy!, isAlone(keyOfSource), isAlone(keyOfDestination));
    }
  }

  #samplingChannel(flows: readonly Flow[]): void {
    const { leavesBy, source } = flows[0]!;
    const from = this.#ofEnd.get(source.component)!;
    const type = this.#typeOf(from, source);
    if (!type || !this.#fitsMessage(type, source)) return;
    const sourcePort = this.#port(from, leavesBy!, "sampling", "source", type, 0, 0, true);
    for (const [, same] of groupBy(flows, ({ source }) => source.component)) this.#join(same[0]!.source, sourcePort);
    const destinations: { partition: string; port: string; refresh: `${number}ns` }[] = [];
    for (const [, toOne] of groupBy(flows, keyOfDestination)) {
      const { arrivesBy, destination, place } = toOne[0]!;
      const to = this.#ofEnd.get(destination.component)!;
      const theirs = this.#typeOf(to, destination);
      if (!theirs || !this.#agree(type, theirs, toOne[0]!)) continue;
      if (
        this.portsOf(to).some(({ feature, direction }) => feature === arrivesBy!.feature && direction === "destination")
      ) {
        this.#refuseSecondSource(arrivesBy!, place);
        continue;
      }
      const refreshNs = this.#refresh(toOne);
      const port = this.#port(to, arrivesBy!, "sampling", "destination", theirs, 0, refreshNs, true);
      for (const flow of firstOfEach(toOne, (f) => f.destination.component)) {
        if (this.#isTaken(flow.destination)) this.#refuseSecondSource(flow.destination, flow.place);
        else this.#join(flow.destination, port);
      }
      destinations.push({
        partition: to.partition.name,
        port: port.name,
        refresh: formatTime(refreshNs) as `${number}ns`,
      });
    }
    if (destinations.length === 0) return;
    this.channels[this.#channelNames.take(channelName(from, sourcePort))] = {
      kind: "sampling",
      size: `${type.sizeBytes!}B`,
      from: { partition: from.partition.name, port: sourcePort.name },
      to: destinations,
    };
  }

  #queuingChannel(
    flows: readonly Flow[],
    leavesBy: PortOf,
    arrivesBy: PortOf,
    isOnlyOfSource: boolean,
    isOnlyOfDestination: boolean,
  ): void {
    const { source, destination, place } = flows[0]!;
    const [from, to] = [this.#ofEnd.get(source.component)!, this.#ofEnd.get(destination.component)!];
    const readers = firstOfEach(flows, (flow) => flow.destination.component);
    if (readers.length > 1) {
      const names = readers.map((flow) => `"${flow.destination.component.name}"`).join(" and ");
      const message = `threads ${names} take messages from one port, "${arrivesBy.feature.name}": each would miss the other's`;
      const remedy = "give the process a port for each of them, and connect both";
      this.findings.fault(AADL_CODES.CONNECTION, place, message, remedy);
      return;
    }
    const hasData = source.feature.kind === "event data port";
    const type = hasData ? this.#typeOf(from, source) : undefined;
    const theirs = hasData ? this.#typeOf(to, destination) : undefined;
    if (hasData && (!type || !theirs || !this.#fitsMessage(type, source) || !this.#agree(type, theirs, flows[0]!)))
      return;
    const depth = this.#depth([arrivesBy.feature, destination.feature, leavesBy.feature, source.feature]);
    const sourcePort = this.#port(from, leavesBy, "queuing", "source", type, depth, 0, isOnlyOfSource);
    const destinationPort = this.#port(to, arrivesBy, "queuing", "destination", theirs, depth, 0, isOnlyOfDestination);
    for (const flow of firstOfEach(flows, (f) => f.source.component)) this.#join(flow.source, sourcePort);
    this.#join(destination, destinationPort);
    this.channels[this.#channelNames.take(channelName(from, sourcePort))] = {
      kind: "queuing",
      size: `${type?.sizeBytes ?? EVENT_BYTES}B`,
      depth,
      from: { partition: from.partition.name, port: sourcePort.name },
      to: { partition: to.partition.name, port: destinationPort.name },
    };
  }

  #port(
    wired: WiredPartition,
    { feature }: PortOf,
    kind: ChannelPort["kind"],
    direction: ChannelPort["direction"],
    type: CType | undefined,
    depth: number,
    refreshNs: number,
    isAlone: boolean,
  ): ChannelPort {
    const names = entryOf(this.#portNames, wired, () => new Names([], NAME_LENGTH));
    const plain = feature.name.replaceAll(/[^\x21-\x7e]+/g, "_");
    const name = names.take(isAlone ? plain : `${plain}_${this.#ordinal(wired, feature)}`);
    const variable = wired.variables.take(`${identifierFor(name)}_port`);
    const port: ChannelPort = { kind, direction, name, variable, type, depth, refreshNs, feature };
    entryOf(this.#ports, wired, () => []).push(port);
    return port;
  }

  /** The how manieth port that a feature becomes, from 1. */
  #ordinal = (wired: WiredPartition, feature: Feature): number =>
    this.portsOf(wired).filter((port) => port.feature === feature).length + 1;

  #join({ component, feature }: PortOf, transport: Transport): void {
    const ofComponent = entryOf(this.#transports, component, () => new Map<Feature, Transport[]>());
    const transports = entryOf(ofComponent, feature, () => []);
    if (!transports.includes(transport)) transports.push(transport);
  }

  #isTaken = ({ component, feature }: PortOf): boolean => this.transportsOf(component, feature).length > 0;

  #refuseSecondSource(port: PortOf, place: Flow["place"]): void {
    const message = `data port ${nameOf(port)} has two sources: which value it has could not be told`;
    this.findings.fault(
      AADL_CODES.CONNECTION,
      place,
      message,
      "give it a port for each, or make it an event data port",
    );
  }

  #typeOf = (wired: WiredPartition, { component, feature }: PortOf): CType | undefined =>
    wired.types.of(feature.classifier, feature.place, `port "${component.name}.${feature.name}"`);

  /** Both ends of a channel see messages of one size. */
  #agree(type: CType, theirs: CType, { source, destination, place }: Flow): boolean {
    if (type.sizeBytes === theirs.sizeBytes) return true;
    const message = `${nameOf(source)} carries ${type.sizeBytes ?? "unknown"} bytes, ${nameOf(destination)} ${theirs.sizeBytes ?? "unknown"}`;
    this.findings.fault(AADL_CODES.CONNECTION, place, message, "give both the same data type");
    return false;
  }

  #fitsMessage(type: CType, port: PortOf): boolean {
    const { sizeBytes, classifier } = type;
    if (sizeBytes !== undefined && sizeBytes >= 1 && sizeBytes <= LONGEST_MESSAGE) return true;
    const message =
      sizeBytes === undefined
        ? `${nameOf(port)} carries "${classifier.name}", whose size the model does not tell`
        : `${nameOf(port)} carries ${sizeBytes} bytes: a message has 1 to ${LONGEST_MESSAGE}`;
    const remedy = sizeBytes === undefined ? "Source_Data_Size => 16 Bytes; on the data type" : undefined;
    this.findings.fault(AADL_CODES.DATA_TYPE, classifier.place, message, remedy);
    return false;
  }

  /** The first Queue_Size that one of the ports was given; of a port without one it is 1. */
  #depth(features: readonly Feature[]): number {
    for (const feature of features) {
      if (!isGiven(feature, "Queue_Size")) continue;
      const depth = this.values.count(feature, "Queue_Size");
      if (depth === undefined) continue;
      if (depth >= 1 && depth <= MOST_MESSAGES) return depth;
      const place = this.values.place(feature, "Queue_Size", feature.place);
      this.findings.fault(AADL_CODES.VALUE, place, `a Queue_Size of ${depth}: 1 to ${MOST_MESSAGES} are possible`);
    }
    return 1;
  }

  /** How old a message may be: what the ports say, or the shortest period of those that read it. */
  #refresh(flows: readonly Flow[]): number {
    const { arrivesBy } = flows[0]!;
    for (const { feature } of [arrivesBy!, ...flows.map(({ destination }) => destination)]) {
      const refresh = this.values.time(feature, "ARINC653::Sampling_Refresh_Period");
      if (refresh) return refresh;
    }
    const periods = flows.map(({ destination }) =>
      destination.component.category === "thread" ? this.values.time(destination.component, "Period") : undefined,
    );
    return Math.min(...periods.filter((period) => period !== undefined && period > 0).map(Number), this.frameNs);
  }
}

const endsOf = ({ partition, isGuest }: WiredPartition): readonly Instance[] =>
  isGuest ? [partition.process] : partition.threads;

const isSampled = ({ source }: Flow): boolean => source.feature.kind === "data port";

const keyOfSource = ({ leavesBy }: Flow): string =>
  `${pathOf(leavesBy!.component)}.${leavesBy!.feature.name}`.toLowerCase();
const keyOfDestination = ({ arrivesBy }: Flow): string =>
  `${pathOf(arrivesBy!.component)}.${arrivesBy!.feature.name}`.toLowerCase();

const nameOf = ({ component, feature }: PortOf): string => `"${pathOf(component)}.${feature.name}"`;

const channelName = ({ partition }: WiredPartition, port: ChannelPort): string => `${partition.name}-${port.name}`;

/** Whether the property was associated with this very part: then its default does not hold. */
export const isGiven = ({ properties }: Feature, name: string): boolean =>
  properties.own.some((association) => association.name.toLowerCase().split("::").at(-1) === name.toLowerCase());
