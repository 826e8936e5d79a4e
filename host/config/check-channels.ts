/** Channels: between partitions that exist, by ports that are each there once, of messages that the kernel can keep. */
import { MAX_MESSAGE_SIZE, MAX_MESSAGES, MAX_QUEUING_PORTS, MAX_SAMPLING_PORTS, NAME_SIZE } from "../generated/abi.js";
import { checkObjectName } from "./check-object-name.js";
import { checkPartitionName } from "./check-partition-name.js";
import { CODES } from "./codes.js";
import type { DraftSystem } from "./draft.js";
import type { DraftChannel, DraftPort } from "./draft-channels.js";
import type { Findings } from "./findings.js";
import { pathText } from "./locate.js";
import { formatSize } from "./units.js";

const PORTS_MAX = { sampling: MAX_SAMPLING_PORTS, queuing: MAX_QUEUING_PORTS } as const;

export function checkChannels({ channels, partitions }: DraftSystem, findings: Findings): void {
  const names = partitions.map(({ name }) => name);
  const taken = new Map<string, DraftPort>();
  for (const channel of channels) {
    checkMessages(channel, findings);
    for (const port of portsOf(channel)) {
      const exists = checkPartitionName(port.partition, [...port.path, "partition"], names, findings);
      checkPortName(port, channel, findings);
      if (exists) checkTaken(port, taken, findings);
    }
    const other = names.find((name) => name !== channel.from?.partition) ?? "guest";
    checkEnds(channel, other, findings);
    checkHostEnds(channel, other, findings);
  }
  for (const { name, path } of partitions) {
    for (const kind of ["sampling", "queuing"] as const) {
      const own = channels.filter((channel) => channel.kind === kind).flatMap(portsOf);
      const count = own.filter(({ partition }) => partition === name).length;
      if (count <= PORTS_MAX[kind]) continue;
      const message = `${count} ${kind} ports; a partition has at most ${PORTS_MAX[kind]}`;
      findings.add(CODES.COUNT, path, { message, mark: "key" });
    }
  }
}

const portsOf = ({ from, to }: DraftChannel): DraftPort[] => [...(from ? [from] : []), ...to];

function checkMessages({ kind, path, sizeBytes, depth }: DraftChannel, findings: Findings): void {
  if (sizeBytes !== undefined && (sizeBytes < 1 || sizeBytes > MAX_MESSAGE_SIZE)) {
    const message = `messages of ${formatSize(sizeBytes)}: 1B to ${MAX_MESSAGE_SIZE}B are possible`;
    const remedy = `"${sizeBytes < 1 ? 1 : MAX_MESSAGE_SIZE}B"`;
    findings.add(CODES.SIZE, [...path, "size"], { message, remedy });
  }
  if (kind === "queuing" && depth !== undefined && (depth < 1 || depth > MAX_MESSAGES)) {
    const message = `a depth of ${depth}: a channel holds 1 to ${MAX_MESSAGES} messages`;
    findings.add(CODES.COUNT, [...path, "depth"], { message, remedy: `depth: ${depth < 1 ? 1 : MAX_MESSAGES}` });
  }
}

function checkPortName({ port, path, isNamedByChannel }: DraftPort, channel: DraftChannel, findings: Findings): void {
  const write = (name: string): string => `port: "${name}"`;
  const place = isNamedByChannel ? ({ path: channel.path, mark: "key" } as const) : { path: [...path, "port"] };
  checkObjectName({ what: "port", name: port, ...place, write }, findings);
}

/** A program asks for a port by its name, whatever the kind. */
function checkTaken(port: DraftPort, taken: Map<string, DraftPort>, findings: Findings): void {
  const key = JSON.stringify([port.partition, port.port]);
  const other = taken.get(key);
  taken.set(key, other ?? port);
  if (!other) return;
  const message = `"${port.partition}" has a port "${port.port}" already, by ${pathText(other.path)}`;
  const path = port.isNamedByChannel ? port.path : [...port.path, "port"];
  const remedy = `another name for one of the two: port: "${port.port.slice(0, NAME_SIZE - 2)}_2"`;
  findings.add(CODES.PORT_TAKEN, path, { message, remedy });
}

function checkEnds({ kind, path, from, to, hasNoDestination }: DraftChannel, other: string, findings: Findings): void {
  if (hasNoDestination) {
    const remedy = `to: [{ partition: "${other}", refresh: "50ms" }]`;
    findings.add(CODES.COUNT, [...path, "to"], { message: "the channel has no destination", remedy });
  }
  for (const port of to) {
    if (from && port.partition === from.partition) {
      const message = `the channel goes from "${from.partition}" to itself`;
      const remedy = "processes of one partition use a buffer or a blackboard";
      findings.add(CODES.LOOP, [...port.path, "partition"], { message, remedy });
    }
    if (kind === "sampling" && port.refreshNs === 0) {
      const message = "a refresh period of no length: no message could be valid";
      findings.add(CODES.REFRESH, [...port.path, "refresh"], { message });
    }
  }
}

/** Messages from the host back to the host concern no partition. */
function checkHostEnds({ kind, fromHost, to, toHost }: DraftChannel, other: string, findings: Findings): void {
  const [first, second] = toHost;
  if (fromHost && first && to.length === 0) {
    const end = kind === "sampling" ? `{ partition: "${other}", refresh: "50ms" }` : `{ partition: "${other}" }`;
    const message = "the channel goes from the host to the host";
    findings.add(CODES.HOST_TO_HOST, first, { message, remedy: `a partition at one of its ends: ${end}` });
  } else if (fromHost && first) {
    const message = "the channel goes from the host to the host, which has its messages already";
    findings.add(CODES.HOST_TO_HOST, first, { message, remedy: 'leave "host" out of its destinations' });
  }
  if (second) findings.add(CODES.HOST_TWICE, second, { message: "the host is a destination already" });
}
