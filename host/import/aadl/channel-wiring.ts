/** What connections between partitions become: sampling and queuing channels, and the ports at their ends. */
import type { ChannelDefinition } from "../../config/define-channels.js";
import type { Size, Time } from "../../config/define-units.js";
import { formatTime } from "../../config/units.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import { type Flow, isSampled, type PortOf } from "./flows.js";
import { firstOfEach, groupBy } from "./grouping.js";
import type { Messages } from "./messages.js";
import { pathOf } from "./module.js";
import { Names } from "./names.js";
import type { ChannelPort } from "./plan.js";
import type { Wires } from "./wires.js";

/** A message of an event without data. */
const EVENT_BYTES = 1;

export function wireBetween(
  flows: readonly Flow[],
  wires: Wires,
  messages: Messages,
  frameNs: number,
  findings: Findings,
): Record<string, ChannelDefinition> {
  const wiring = new ChannelWiring(wires, messages, frameNs, findings);
  wiring.wire(flows);
  return wiring.channels;
}

class ChannelWiring {
  readonly channels: Record<string, ChannelDefinition> = {};
  readonly #names = new Names();

  constructor(
    private readonly wires: Wires,
    private readonly messages: Messages,
    private readonly frameNs: number,
    private readonly findings: Findings,
  ) {}

  wire(flows: readonly Flow[]): void {
    for (const [, fromOne] of groupBy(flows.filter(isSampled), keyOfSource)) this.#sampling(fromOne);
    const queued = flows.filter((flow) => !isSampled(flow));
    const links = [...groupBy(queued, (flow) => `${keyOfSource(flow)} -> ${keyOfDestination(flow)}`).values()];
    for (const link of links) {
      const isAlone = (keyOf: (flow: Flow) => string): boolean =>
        links.filter(([other]) => keyOf(other!) === keyOf(link[0]!)).length === 1;
      this.#queuing(link, isAlone(keyOfSource), isAlone(keyOfDestination));
    }
  }

  /** From one port to all that it is connected with. */
  #sampling(flows: readonly Flow[]): void {
    const { leavesBy, source } = flows[0]!;
    const from = this.wires.of(source);
    const type = this.messages.typeOf(from, source);
    if (!type || !this.messages.fit(type, source)) return;
    const { feature } = leavesBy!;
    const port = { kind: "sampling", type, depth: 0 } as const;
    const sourcePort = this.wires.addPort(from, { ...port, direction: "source", refreshNs: 0, feature }, feature.name);
    for (const flow of flows) this.wires.join(flow.source, sourcePort);
    const to = [...groupBy(flows, keyOfDestination).values()].flatMap((toOne) => this.#samplingEnd(port, toOne));
    if (to.length === 0) return;
    this.channels[this.#nameFor(from.partition.name, sourcePort)] = {
      kind: "sampling",
      size: `${type.sizeBytes!}B`,
      from: { partition: from.partition.name, port: sourcePort.name },
      to,
    };
  }

  /** One destination; none after a fault. */
  #samplingEnd(
    port: Pick<ChannelPort, "kind" | "depth"> & { type: NonNullable<ChannelPort["type"]> },
    flows: readonly Flow[],
  ): { partition: string; port: string; refresh: Time }[] {
    const { arrivesBy, destination, place } = flows[0]!;
    const to = this.wires.of(destination);
    const type = this.messages.typeOf(to, destination);
    if (!type || !this.messages.agree(port.type, type, flows[0]!)) return [];
    const { feature } = arrivesBy!;
    if (this.wires.ports(to).some((other) => other.feature === feature && other.direction === "destination")) {
      this.messages.refuseSecondSource(arrivesBy!, place);
      return [];
    }
    const refreshNs = this.messages.refreshNs(flows, this.frameNs);
    const made = this.wires.addPort(to, { ...port, type, direction: "destination", refreshNs, feature }, feature.name);
    for (const flow of firstOfEach(flows, (one) => one.destination.component)) {
      if (this.wires.transports(flow.destination).length > 0) {
        this.messages.refuseSecondSource(flow.destination, flow.place);
      } else this.wires.join(flow.destination, made);
    }
    return [{ partition: to.partition.name, port: made.name, refresh: formatTime(refreshNs) as Time }];
  }

  /** From one port to one: where a port has several, each has a number. */
  #queuing(flows: readonly Flow[], isOnlyOfSource: boolean, isOnlyOfDestination: boolean): void {
    const { source, destination, place, leavesBy, arrivesBy } = flows[0]!;
    const [from, to] = [this.wires.of(source), this.wires.of(destination)];
    const readers = firstOfEach(flows, (flow) => flow.destination.component);
    if (readers.length > 1) {
      const names = readers.map((flow) => `"${flow.destination.component.name}"`).join(" and ");
      const message = `threads ${names} take messages from one port, "${arrivesBy!.feature.name}": each would miss the other's`;
      const remedy = "give the process a port for each of them, and connect both";
      this.findings.fault(AADL_CODES.CONNECTION, place, message, remedy);
      return;
    }
    const hasData = source.feature.kind === "event data port";
    const type = hasData ? this.messages.typeOf(from, source) : undefined;
    const theirs = hasData ? this.messages.typeOf(to, destination) : undefined;
    if (hasData) {
      if (!type || !theirs || !this.messages.fit(type, source) || !this.messages.agree(type, theirs, flows[0]!)) return;
    }
    const depth = this.messages.depth([arrivesBy!.feature, destination.feature, leavesBy!.feature, source.feature]);
    const common = { kind: "queuing", depth, refreshNs: 0 } as const;
    const nameOf = ({ feature }: PortOf, isAlone: boolean, ports: readonly ChannelPort[]): string =>
      isAlone ? feature.name : `${feature.name}_${ports.filter((port) => port.feature === feature).length + 1}`;
    const sourcePort = this.wires.addPort(
      from,
      { ...common, type, direction: "source", feature: leavesBy!.feature },
      nameOf(leavesBy!, isOnlyOfSource, this.wires.ports(from)),
    );
    const destinationPort = this.wires.addPort(
      to,
      { ...common, type: theirs, direction: "destination", feature: arrivesBy!.feature },
      nameOf(arrivesBy!, isOnlyOfDestination, this.wires.ports(to)),
    );
    for (const flow of flows) this.wires.join(flow.source, sourcePort);
    this.wires.join(destination, destinationPort);
    this.channels[this.#nameFor(from.partition.name, sourcePort)] = {
      kind: "queuing",
      size: `${type?.sizeBytes ?? EVENT_BYTES}B` as Size,
      depth,
      from: { partition: from.partition.name, port: sourcePort.name },
      to: { partition: to.partition.name, port: destinationPort.name },
    };
  }

  #nameFor = (partition: string, port: ChannelPort): string => this.#names.take(`${partition}-${port.name}`);
}

const keyOf = ({ component, feature }: PortOf): string => `${pathOf(component)}.${feature.name}`.toLowerCase();
const keyOfSource = ({ leavesBy }: Flow): string => keyOf(leavesBy!);
const keyOfDestination = ({ arrivesBy }: Flow): string => keyOf(arrivesBy!);
