/** What ports carry, how many of it they keep, and how old it may be. */
import type { Feature } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { CType } from "./data-types.js";
import type { Findings } from "./findings.js";
import { type Flow, nameOf, type PortOf } from "./flows.js";
import type { PropertyValues } from "./property-values.js";
import type { WiredPartition } from "./wires.js";

/** Most messages of a queuing channel and of a buffer, and the longest of them. */
const MOST_MESSAGES = 512;
const LONGEST_MESSAGE = 8192;

export class Messages {
  constructor(
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {}

  /** The type that a port of the partition carries. Undefined after a fault. */
  typeOf = ({ types }: WiredPartition, { component, feature }: PortOf): CType | undefined =>
    types.of(feature.classifier, feature.place, `port "${component.name}.${feature.name}"`);

  /** Both ends of a channel see messages of one size. A fault otherwise. */
  agree(type: CType, theirs: CType, { source, destination, place }: Flow): boolean {
    if (type.sizeBytes === theirs.sizeBytes) return true;
    const sizes = [type, theirs].map(({ sizeBytes }) => sizeBytes ?? "an unknown number of");
    const message = `${nameOf(source)} carries ${sizes[0]} bytes, ${nameOf(destination)} ${sizes[1]}`;
    this.findings.fault(AADL_CODES.CONNECTION, place, message, "give both the same data type");
    return false;
  }

  /** Whether a message can be as long as that. A fault otherwise. */
  fit({ sizeBytes, classifier }: CType, port: PortOf): boolean {
    if (sizeBytes !== undefined && sizeBytes >= 1 && sizeBytes <= LONGEST_MESSAGE) return true;
    if (sizeBytes === undefined) {
      const message = `${nameOf(port)} carries "${classifier.name}", whose size the model does not tell`;
      this.findings.fault(AADL_CODES.DATA_TYPE, classifier.place, message, "Source_Data_Size => 16 Bytes;");
    } else {
      const message = `${nameOf(port)} carries ${sizeBytes} bytes: a message has 1 to ${LONGEST_MESSAGE}`;
      this.findings.fault(AADL_CODES.DATA_TYPE, classifier.place, message);
    }
    return false;
  }

  /** The first Queue_Size that one of the ports was given; of a port without one it is 1. */
  depth(features: readonly Feature[]): number {
    for (const feature of features) {
      if (!isGiven(feature, "Queue_Size")) continue;
      const depth = this.values.count(feature, "Queue_Size");
      if (depth === undefined) continue;
      if (depth >= 1 && depth <= MOST_MESSAGES) return depth;
      const place = this.values.place(feature, "Queue_Size", feature.place);
      const message = `a Queue_Size of ${depth}: 1 to ${MOST_MESSAGES} are possible`;
      this.findings.fault(AADL_CODES.VALUE, place, message);
    }
    return 1;
  }

  /** How old a message may be: what the ports say, or the shortest period of those that read it, or a major frame. */
  refreshNs(flows: readonly Flow[], frameNs: number): number {
    const destinations = flows.map(({ destination }) => destination);
    for (const { feature } of [flows[0]!.arrivesBy!, ...destinations]) {
      const refresh = this.values.time(feature, "ARINC653::Sampling_Refresh_Period");
      if (refresh) return refresh;
    }
    const periods = destinations.map(({ component }) =>
      component.category === "thread" ? this.values.time(component, "Period") : undefined,
    );
    const known = periods.filter((period) => period !== undefined && period > 0) as number[];
    return known.length > 0 ? Math.min(...known) : frameNs;
  }

  /** Which of two values a data port has could not be told. */
  refuseSecondSource(port: PortOf, place: Flow["place"]): void {
    const message = `data port ${nameOf(port)} has two sources: which value it has could not be told`;
    this.findings.fault(
      AADL_CODES.CONNECTION,
      place,
      message,
      "give it a port for each, or make it an event data port",
    );
  }
}

/** Whether the property was associated with this very part: then its default does not hold. */
const isGiven = ({ properties }: Feature, name: string): boolean =>
  properties.own.some((association) => association.name.toLowerCase().split("::").at(-1) === name.toLowerCase());
