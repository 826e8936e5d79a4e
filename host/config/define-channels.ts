/** What a system file says of that by which partitions reach each other: channels and memory blocks. */
import type { Size, Time } from "./define-units.js";

/** A partition's end of a channel. */
export interface PortDefinition<Name extends string = string> {
  /** The partition that has the port. */
  partition: Name;
  /**
   * The name by which the partition's program finds it: up to 32 printable characters without a blank, unique in the
   * partition. Default: the channel's name.
   */
  port?: string;
}

/** Instead of a partition: the host, whose end `bulkhead run --port` connects with a file, a line or a network port. */
export type HostEnd = "host";

/** The end of a sampling channel at which messages come in. */
export interface SamplingDestinationDefinition<Name extends string = string> extends PortDefinition<Name> {
  /** How old a message may be when it is read and still be valid. */
  refresh: Time;
}

/** A channel that holds the last message, for any number of partitions (ARINC 653 Part 1, 2.3.5.6). */
export interface SamplingChannelDefinition<Name extends string = string> {
  kind: "sampling";
  /** The longest message, `"1B"` to `"8192B"`. */
  size: Size;
  /** Where messages come from: a partition, or `"host"`. */
  from: PortDefinition<Name> | HostEnd;
  /** Where they go; `"host"` may be among them. */
  to: readonly (SamplingDestinationDefinition<Name> | HostEnd)[];
}

/** A channel that holds every message, in order, for one partition (ARINC 653 Part 1, 2.3.5.6). */
export interface QueuingChannelDefinition<Name extends string = string> {
  kind: "queuing";
  /** The longest message, `"1B"` to `"8192B"`. */
  size: Size;
  /** Messages that fit, 1 to 512. Both of its ports have this depth: they share the one queue. */
  depth: number;
  /** Where messages come from: a partition, or `"host"`. */
  from: PortDefinition<Name> | HostEnd;
  /** Where they go: a partition, or `"host"`, which always has room. */
  to: PortDefinition<Name> | HostEnd;
  /** What happens to a message for which there is no room. Default: `"wait"`. */
  whenFull?: /** Its sender waits, or is told that it would have to. */
    | "wait"
    /** It is lost; the receiver is told that something was. */
    | "discard";
}

/**
 * A channel between partitions, or between partitions and the host, where its name is that of `bulkhead run --port`.
 *
 * @example
 * ```ts
 * channels: {
 *   attitude: {
 *     kind: "sampling",
 *     size: "64B",
 *     from: { partition: "sensors" },
 *     to: [{ partition: "display", port: "ATTITUDE_IN", refresh: "50ms" }],
 *   },
 *   commands: { kind: "queuing", size: "32B", depth: 8, from: { partition: "display" }, to: { partition: "sensors" } },
 *   log: { kind: "queuing", size: "80B", depth: 4, from: { partition: "display" }, to: "host" },
 * }
 * ```
 */
export type ChannelDefinition<Name extends string = string> =
  | SamplingChannelDefinition<Name>
  | QueuingChannelDefinition<Name>;

/**
 * Memory that several partitions see, each at an address of its own (ARINC 653 Part 2, memory blocks). It is zeroed when
 * the module starts, and a partition's restart leaves it as it is.
 *
 * @example { size: "16KiB", access: { sensors: "read-write", display: "read" } }
 */
export interface MemoryBlockDefinition<Name extends string = string> {
  /** A multiple of 4 KiB. */
  size: Size;
  /** The partitions that see it, and what they may do. */
  access: { readonly [Partition in Name]?: "read" | "read-write" };
}
