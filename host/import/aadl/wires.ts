/** What the ports of all partitions are joined with, while it is being made. */
import type { Feature, Instance } from "../../aadl/instance.js";
import type { DataTypes } from "./data-types.js";
import type { PortOf } from "./flows.js";
import { entryOf } from "./grouping.js";
import type { Partition } from "./module.js";
import { identifierFor, Names } from "./names.js";
import type { ChannelPort, LocalObject, Transport } from "./plan.js";

/** A partition while its wiring is made. */
export interface WiredPartition {
  readonly partition: Partition;
  /** Whether a guest operating system runs in it: then its process's ports are the ends. */
  readonly isGuest: boolean;
  readonly types: DataTypes;
  /** Names of the glue's global variables. */
  readonly variables: Names;
}

/** Longest name of a port or an object (ARINC 653, NAME_TYPE). */
const NAME_LENGTH = 32;

export class Wires {
  readonly #ofEnd = new Map<Instance, WiredPartition>();
  readonly #ports = new Map<WiredPartition, ChannelPort[]>();
  readonly #objects = new Map<WiredPartition, LocalObject[]>();
  readonly #portNames = new Map<WiredPartition, Names>();
  readonly #objectNames = new Map<WiredPartition, Names>();
  readonly #transports = new Map<Instance, Map<Feature, Transport[]>>();

  constructor(partitions: readonly WiredPartition[]) {
    for (const wired of partitions) {
      const { process, threads } = wired.partition;
      for (const end of wired.isGuest ? [process] : threads) this.#ofEnd.set(end, wired);
    }
  }

  /** The threads, and the processes of guest operating systems. */
  get ends(): readonly Instance[] {
    return [...this.#ofEnd.keys()];
  }

  isEnd = (component: Instance): boolean => this.#ofEnd.has(component);

  /** The partition of an end. */
  of = ({ component }: PortOf): WiredPartition => this.#ofEnd.get(component)!;

  ports = (wired: WiredPartition): readonly ChannelPort[] => this.#ports.get(wired) ?? [];
  objects = (wired: WiredPartition): readonly LocalObject[] => this.#objects.get(wired) ?? [];

  transports = ({ component, feature }: PortOf): readonly Transport[] =>
    this.#transports.get(component)?.get(feature) ?? [];

  join({ component, feature }: PortOf, transport: Transport): void {
    const ofComponent = entryOf(this.#transports, component, () => new Map<Feature, Transport[]>());
    const transports = entryOf(ofComponent, feature, () => []);
    if (!transports.includes(transport)) transports.push(transport);
  }

  /** A port of the partition, named as `wished`, or as near to it as possible. */
  addPort(wired: WiredPartition, port: Omit<ChannelPort, "name" | "variable">, wished: string): ChannelPort {
    const name = entryOf(this.#portNames, wired, newNames).take(wished.replaceAll(/[^\x21-\x7e]+/g, "_"));
    const made = { ...port, name, variable: wired.variables.take(`${identifierFor(name)}_port`) };
    entryOf(this.#ports, wired, () => []).push(made);
    return made;
  }

  /** An object of the partition. */
  addObject(wired: WiredPartition, object: Omit<LocalObject, "name" | "variable">, wished: string): LocalObject {
    const name = entryOf(this.#objectNames, wired, newNames).take(wished);
    const made = { ...object, name, variable: wired.variables.take(`${wished}_${object.kind}`) };
    entryOf(this.#objects, wired, () => []).push(made);
    return made;
  }
}

const newNames = (): Names => new Names([], NAME_LENGTH);
