/** Channels and memory blocks of a system file's value, read as far as they can be (see draft.ts). */
import type { Path } from "./locate.js";
import { parseSize, parseTime } from "./units.js";
import { entries, list, record, text, whole, words } from "./values.js";

export interface DraftChannel {
  readonly name: string;
  readonly path: Path;
  readonly kind: "sampling" | "queuing";
  readonly sizeBytes?: number;
  /** Of a queuing channel. */
  readonly depth?: number;
  readonly discards: boolean;
  /** Absent where it names no partition. */
  readonly from?: DraftPort;
  readonly fromHost: boolean;
  /** Those that name a partition. */
  readonly to: readonly DraftPort[];
  /** Where it names the host as a destination, for the first time and again. */
  readonly toHost: readonly Path[];
  /** Of a sampling channel: its list of destinations is there and empty. */
  readonly hasNoDestination: boolean;
}

export interface DraftPort {
  readonly path: Path;
  readonly partition: string;
  readonly port: string;
  /** The port has the channel's name, since it has none of its own. */
  readonly isNamedByChannel: boolean;
  /** Of a sampling destination. */
  readonly refreshNs?: number;
}

export interface DraftBlock {
  readonly name: string;
  readonly path: Path;
  readonly sizeBytes?: number;
  /** By partition. */
  readonly access: Readonly<Record<string, string>>;
}

/** What stands instead of a partition for the host. */
const HOST = "host";

/** The channels of a known kind. */
export const draftChannels = (value: unknown): DraftChannel[] =>
  entries(value).flatMap(([name, entry]) => {
    const channel = record(entry) ?? {};
    const { kind } = channel;
    if (kind !== "sampling" && kind !== "queuing") return [];
    const path = ["channels", name];
    const to = kind === "sampling" ? (list(channel.to) ?? []) : [channel.to];
    const toPath = (i: number): Path => (kind === "sampling" ? [...path, "to", i] : [...path, "to"]);
    return [
      {
        name,
        path,
        kind,
        sizeBytes: parseSize(channel.size),
        depth: whole(channel.depth),
        discards: channel.whenFull === "discard",
        from: draftPort(channel.from, name, [...path, "from"]),
        fromHost: channel.from === HOST,
        hasNoDestination: kind === "sampling" && list(channel.to)?.length === 0,
        to: to.flatMap((each, i) => draftPort(each, name, toPath(i)) ?? []),
        toHost: to.flatMap((each, i) => (each === HOST ? [toPath(i)] : [])),
      },
    ];
  });

function draftPort(value: unknown, channel: string, path: Path): DraftPort | undefined {
  const port = record(value) ?? {};
  const partition = text(port.partition);
  if (partition === undefined) return undefined;
  const name = text(port.port);
  const refreshNs = parseTime(port.refresh);
  return { path, partition, port: name ?? channel, isNamedByChannel: name === undefined, refreshNs };
}

export const draftBlocks = (value: unknown): DraftBlock[] =>
  entries(value).map(([name, entry]) => {
    const block = record(entry) ?? {};
    return { name, path: ["memoryBlocks", name], sizeBytes: parseSize(block.size), access: words(block.access) };
  });
