/** All connections of a module: which of them are possible, and what becomes of those. */
import type { Connection, Instance } from "../../aadl/instance.js";
import type { ChannelDefinition } from "../../config/define-channels.js";
import { wireBetween } from "./channel-wiring.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import { Connections, type Flow, isIn, isOut, isPort, nameOf } from "./flows.js";
import { wireInside } from "./local-wiring.js";
import { Messages } from "./messages.js";
import { descendantsOf } from "./module.js";
import type { PropertyValues } from "./property-values.js";
import { type WiredPartition, Wires } from "./wires.js";

export interface Wiring {
  readonly wires: Wires;
  readonly channels: Record<string, ChannelDefinition>;
}

export function wiringOf(
  root: Instance,
  partitions: readonly WiredPartition[],
  frameNs: number,
  values: PropertyValues,
  findings: Findings,
): Wiring {
  const wires = new Wires(partitions);
  const messages = new Messages(values, findings);
  const flows = flowsOf(root, wires, findings).filter((flow) => isPossible(flow, wires, values, findings));
  wireInside(
    flows.filter(({ leavesBy }) => !leavesBy),
    wires,
    messages,
  );
  const between = flows.filter(({ leavesBy }) => leavesBy);
  return { wires, channels: wireBetween(between, wires, messages, frameNs, findings) };
}

/** All flows that begin in the module's partitions. Threads elsewhere are ends as well: to be refused. */
function flowsOf(root: Instance, wires: Wires, findings: Findings): Flow[] {
  const connections = new Connections(root);
  const threads = [...descendantsOf(root)].filter(({ category }) => category === "thread");
  const ends = new Set([...wires.ends, ...threads]);
  return wires.ends.flatMap((component) =>
    component.features
      .filter((feature) => isPort(feature) && isOut(feature))
      .flatMap((feature) => connections.from({ component, feature }, ends, findings)),
  );
}

/** Whether both ends are of this module and of one kind, and nothing refused lies between them. */
function isPossible(flow: Flow, wires: Wires, values: PropertyValues, findings: Findings): boolean {
  const { source, destination, place } = flow;
  if (!isIn(destination.feature)) return false;
  if (!wires.isEnd(destination.component)) {
    const message = `${nameOf(source)} is connected with ${nameOf(destination)}, which is on another processor`;
    const remedy = "partitions of different modules can't be connected: a channel is one module's";
    findings.fault(AADL_CODES.UNSUPPORTED, place, message, remedy);
    return false;
  }
  if (source.feature.kind !== destination.feature.kind) {
    const ends = [source, destination].map((end) => `${end.feature.kind} ${nameOf(end)}`).join(", ");
    findings.fault(AADL_CODES.CONNECTION, place, `a connection between ports of two kinds: ${ends}`);
    return false;
  }
  return flow.connections.every((connection) => isPlain(connection, values, findings));
}

/** A connection that a bus carries, or whose messages a protocol changes, is no channel. */
function isPlain(connection: Connection, values: PropertyValues, findings: Findings): boolean {
  const { place } = connection;
  for (const bus of values.references(connection, "Actual_Connection_Binding") ?? []) {
    if (bus.category === "bus") {
      const message = `a connection over bus "${bus.name}": there is no network`;
      findings.fault(AADL_CODES.UNSUPPORTED, place, message);
      return false;
    }
    const protocol = values.word(bus, "POK::Protocol");
    const isProtocol = protocol !== undefined && protocol !== "unknown";
    if (bus.category === "virtual bus" && (isProtocol || bus.properties.get("Implemented_As"))) {
      const message = `a connection over virtual bus "${bus.name}": its protocol is not imported`;
      findings.fault(AADL_CODES.UNSUPPORTED, place, message, "connect the ports without Actual_Connection_Binding");
      return false;
    }
  }
  return true;
}
