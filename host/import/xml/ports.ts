/** A partition's ports: `Sampling_Port` and `Queuing_Port` of Supplement 2, `SamplingPort` and `QueuingPort` of the later ones. */
import type { PortEntry } from "./module.js";
import type { Reading } from "./reading.js";
import type { XmlElement } from "./tree.js";

const WRAPPERS = [
  "PartitionPorts",
  "PartitionPort",
  "Ports",
  "Port",
  "SamplingPorts",
  "QueuingPorts",
  "PortConfiguration",
];
const DIRECTIONS = { source: true, out: true, output: true, destination: false, in: false, input: false };

export function portsOf(partition: XmlElement, reading: Reading): PortEntry[] {
  const sampling = reading.children(partition, ["SamplingPort"], WRAPPERS);
  const queuing = reading.children(partition, ["QueuingPort"], WRAPPERS);
  return [...sampling, ...queuing]
    .toSorted((a, b) => a.mark.offset - b.mark.offset)
    .flatMap((element) => portOf(element, sampling.includes(element) ? "sampling" : "queuing", reading) ?? []);
}

function portOf(element: XmlElement, kind: PortEntry["kind"], reading: Reading): PortEntry | undefined {
  const name = reading.requiredText(element, "Name", "PortName");
  const shown = ["SOURCE", "DESTINATION"];
  const given = reading.text(element, "Direction");
  const direction = reading.word(element, DIRECTIONS, ["Direction"], shown);
  if (!given) reading.missing(element, "Direction");
  const sizeBytes = reading.requiredWhole(element, "MaxMessageSize", "MaxMessageSizeBytes", "MessageSize", "MaxSize");
  const depth =
    kind === "queuing"
      ? reading.requiredWhole(element, "MaxNbMessages", "MaxNbMessage", "MaxNumberOfMessages", "QueueSize")
      : undefined;
  const refresh =
    kind === "sampling"
      ? reading.time(element, "RefreshRateSeconds", "RefreshPeriodSeconds", "RefreshPeriod", "RefreshRate", "Refresh")
      : undefined;
  if (!name) return undefined;
  return { mark: name.mark, kind, name: name.value, isSource: direction?.value, sizeBytes, refresh, depth };
}
