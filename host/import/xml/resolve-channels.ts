/** Channels as written, with their ports: each is there, of the right direction and kind, and agrees with the others. */
import { formatSize } from "../../config/units.js";
import { XML_CODES, type XmlCode } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { ChannelEntry, EndEntry, PortEntry } from "./module.js";
import type { PartitionIndex } from "./references.js";
import type { Mark } from "./source.js";
import { suggestion } from "./suggestion.js";

/** An end of a channel: a port of a partition, or with undefined what is outside the module. */
export type ResolvedEnd = { readonly partition: number; readonly port: PortEntry; readonly mark: Mark } | undefined;

export interface ResolvedChannel {
  readonly entry: ChannelEntry;
  readonly kind: PortEntry["kind"];
  readonly sizeBytes: number;
  /** 0 of a sampling channel. */
  readonly depth: number;
  readonly source: ResolvedEnd;
  readonly destinations: readonly ResolvedEnd[];
}

/** Those without faults. */
export function resolveChannels(
  channels: readonly ChannelEntry[],
  index: PartitionIndex,
  findings: XmlFindings,
): ResolvedChannel[] {
  const taken = new Map<PortEntry, Mark>();
  const resolved = channels.flatMap((channel) => new ChannelEnds(channel, index, taken, findings).resolve() ?? []);
  for (const { ports, name } of index.partitions) {
    for (const port of ports) {
      if (taken.has(port)) continue;
      const message = `no channel ends at the port "${port.name}" of "${name}": it was left out`;
      findings.warn(XML_CODES.LEFT_OUT, port.mark, message, "a port without a channel is none here");
    }
  }
  return resolved;
}

class ChannelEnds {
  private isFaulty = false;

  constructor(
    private readonly entry: ChannelEntry,
    private readonly index: PartitionIndex,
    private readonly taken: Map<PortEntry, Mark>,
    private readonly findings: XmlFindings,
  ) {}

  resolve(): ResolvedChannel | undefined {
    const { entry } = this;
    const source = entry.sources[0];
    if (entry.sources.length !== 1 || !source) {
      this.fault(
        XML_CODES.ENDS,
        entry.mark,
        `the channel has ${countOf(entry.sources.length, "source")}`,
        "a channel has one",
      );
    }
    if (entry.destinations.length === 0) {
      this.fault(XML_CODES.ENDS, entry.mark, "the channel has no destination", "a channel has at least one");
    }
    const from = entry.sources.map((end) => this.end(end, true));
    const to = this.destinations().map((end) => this.end(end, false));
    const ends = [...from, ...to].flatMap((end) => end ?? []);
    const [first] = ends;
    if (!first) {
      if (!this.isFaulty) this.fault(XML_CODES.ENDS, entry.mark, "no end of the channel is in the module");
      return undefined;
    }
    for (const end of ends) this.checkAgainst(first, end);
    const { kind } = first.port;
    if (kind === "queuing" && to.length > 1) {
      const message = `a queuing channel with ${to.length} destinations`;
      this.fault(XML_CODES.ENDS, entry.destinations[1]!.mark, message, "a queuing channel has one: a channel for each");
    }
    const sizeBytes = ends.find(({ port }) => port.sizeBytes)?.port.sizeBytes?.value;
    if (this.isFaulty || sizeBytes === undefined) return undefined;
    const depth = this.depthOf(ends, to);
    return { entry, kind, sizeBytes, depth, source: from[0], destinations: to };
  }

  /** Of several pseudo partitions the first: all of them are the host. */
  private destinations(): EndEntry[] {
    const [, ...others] = this.entry.destinations.filter(({ partition }) => partition === undefined);
    for (const { mark } of others) {
      const message = "another pseudo partition at the channel: both are the host, which is one destination";
      this.findings.warn(XML_CODES.READ_AS, mark, message);
    }
    return this.entry.destinations.filter((end) => !others.includes(end));
  }

  private end(end: EndEntry, isSource: boolean): ResolvedEnd {
    if (!end.partition) return undefined;
    const { name, identifier } = end.partition;
    // An end that names nothing was told of where it was read.
    const partition = name || identifier ? this.index.find(end.partition) : undefined;
    if (partition === undefined || !end.port) {
      this.isFaulty = true;
      return undefined;
    }
    const owner = this.index.partitions[partition]!;
    const { value, mark } = end.port;
    const port = owner.ports.find((each) => each.name === value);
    if (!port) {
      const names = owner.ports.map((each) => each.name);
      this.fault(XML_CODES.UNKNOWN_PORT, mark, `"${owner.name}" has no port "${value}"`, () =>
        suggestion(value, names, "ports"),
      );
      return undefined;
    }
    if (port.isSource !== undefined && port.isSource !== isSource) {
      const [is, wanted] = port.isSource ? ["SOURCE", "destination"] : ["DESTINATION", "source"];
      const line = this.findings.source.lineOf(port.mark.offset);
      const message = `the port "${value}" of "${owner.name}" is a ${is} by line ${line}, and the channel's ${wanted}`;
      this.fault(XML_CODES.DIRECTION, mark, message, "turn the channel around, or correct the port's Direction");
    }
    const other = this.taken.get(port);
    this.taken.set(port, mark);
    if (other) {
      const line = this.findings.source.lineOf(other.offset);
      const message = `the port "${value}" of "${owner.name}" belongs to the channel of line ${line} already`;
      this.fault(XML_CODES.PORT_TAKEN, mark, message, "a port has one channel: add a port");
    }
    return { partition, port, mark };
  }

  private checkAgainst(first: NonNullable<ResolvedEnd>, { port, mark }: NonNullable<ResolvedEnd>): void {
    const line = this.findings.source.lineOf(first.port.mark.offset);
    if (port.kind !== first.port.kind) {
      const message = `a ${port.kind} port at a channel whose other end, of line ${line}, is a ${first.port.kind} port`;
      this.fault(XML_CODES.KIND, mark, message, "both ends are of one kind");
      return;
    }
    const [size, other] = [port.sizeBytes, first.port.sizeBytes];
    if (!size || !other || size.value === other.value) return;
    const message = `messages of ${formatSize(size.value)}; at the channel's other end, line ${line}, of ${formatSize(other.value)}`;
    this.fault(XML_CODES.MESSAGE_SIZE, size.mark, message, `MaxMessageSize="${other.value}" at both`);
  }

  /** The receiver's, where the two differ: the channel has one queue, and it is there. */
  private depthOf(ends: readonly NonNullable<ResolvedEnd>[], to: readonly ResolvedEnd[]): number {
    const depth = (to[0] ?? ends[0])?.port.depth;
    const other = ends.find(({ port }) => port.depth && depth && port.depth.value !== depth.value)?.port.depth;
    if (depth && other) {
      const message = `a queue of ${other.value} messages; the channel has one queue, its destination's, of ${depth.value}`;
      this.findings.warn(XML_CODES.READ_AS, other.mark, message, `the program creates this port with ${depth.value}`);
    }
    return depth?.value ?? 0;
  }

  private fault(code: XmlCode, mark: Mark, message: string, remedy?: string | (() => string)): void {
    this.isFaulty = true;
    this.findings.fault(code, mark, message, remedy);
  }
}

const countOf = (count: number, what: string): string => (count === 0 ? `no ${what}` : `${count} ${what}s`);
