/**
 * Data components of a process, which threads have access to: a variable each. Data that one call uses together has one lock
 * for all of it, since a process may own one mutex at a time: so none can wait for the other.
 */
import type { Feature, Instance } from "../../aadl/instance.js";
import type { Location } from "./call-sequence.js";
import { AADL_CODES } from "./codes.js";
import type { DataTypes } from "./data-types.js";
import type { Findings } from "./findings.js";
import { componentAt, sameName } from "./flows.js";
import { entryOf } from "./grouping.js";
import { descendantsOf, type Partition } from "./module.js";
import { identifierFor, Names } from "./names.js";
import type { LocalObject, SharedData } from "./plan.js";
import type { PropertyValues } from "./property-values.js";

/** Longest name of a mutex or semaphore (ARINC 653, NAME_TYPE). */
const NAME_LENGTH = 32;

/** Words of Concurrency_Control_Protocol that leave data unprotected. */
const UNPROTECTED = new Set(["none_specified", "none", "noneprotected"]);
/** Those that let a waiting process lend its priority: a mutex with a ceiling is no weaker. */
const BY_PRIORITY = /ceiling|inheritance|maximum_priority|immediate/;

interface Datum extends SharedData {
  readonly instance: Instance;
  readonly protocol: string | undefined;
}

export class SharedDataOf {
  readonly #data = new Map<Instance, Datum>();
  /** From each access feature of a thread to the data. */
  readonly #accesses = new Map<Instance, Map<string, Datum>>();
  readonly #locks = new Map<Datum, LocalObject>();

  constructor(
    private readonly partition: Partition,
    types: DataTypes,
    variables: Names,
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {
    const { process, threads } = partition;
    for (const instance of [...descendantsOf(process)].filter(({ category }) => category === "data")) {
      // The fields of a structure are no data of their own.
      if (instance.parent?.category === "data") continue;
      const type = types.of(instance.classifier, instance.place, `data "${instance.name}"`);
      if (!type) continue;
      const owner = instance.parent?.category === "thread" ? `${instance.parent.name}_` : "";
      const variable = variables.take(identifierFor(`${owner}${instance.name}_data`));
      const protocol = values.word(instance, "Concurrency_Control_Protocol");
      this.#data.set(instance, {
        variable,
        type,
        purpose: `${owner.replace("_", ".")}${instance.name}`,
        instance,
        protocol,
      });
    }
    const links = linksIn(process);
    for (const thread of threads) {
      for (const feature of thread.features.filter(({ kind }) => kind === "data access")) {
        const instance = reach(thread, feature, links);
        const datum = instance && this.#data.get(instance);
        if (datum)
          entryOf(this.#accesses, thread, () => new Map<string, Datum>()).set(feature.name.toLowerCase(), datum);
        else this.#refuse(thread, feature, instance);
      }
    }
    this.#makeLocks(threads, variables);
  }

  get data(): readonly SharedData[] {
    return [...this.#data.values()];
  }

  get locks(): readonly LocalObject[] {
    return [...new Set(this.#locks.values())];
  }

  /** What an access feature of a thread leads to. */
  at(thread: Instance, feature: Feature): Location | undefined {
    return this.#locationOf(this.#accesses.get(thread)?.get(feature.name.toLowerCase()));
  }

  /** A thread's own data component. */
  inside(thread: Instance, name: string): Location | undefined {
    const instance = thread.components.find((part) => part.category === "data" && sameName(part.name, name));
    return this.#locationOf(instance && this.#data.get(instance));
  }

  #locationOf(datum: Datum | undefined): Location | undefined {
    if (!datum) return undefined;
    const { variable, type } = datum;
    return { value: variable, address: `&${variable}`, type, lock: this.#locks.get(datum) };
  }

  #makeLocks(threads: readonly Instance[], variables: Names): void {
    const names = new Names([], NAME_LENGTH);
    const isProtected = ({ protocol }: Datum): boolean => protocol !== undefined && !UNPROTECTED.has(protocol);
    const groups: { data: Set<Datum>; priority: number }[] = [];
    for (const thread of threads) {
      const used = [...(this.#accesses.get(thread)?.values() ?? [])].filter(isProtected);
      if (used.length === 0) continue;
      const priority = this.values.count(thread, "Priority") ?? 1;
      // One that has data in common with others joins them all.
      const touched = groups.filter(({ data }) => used.some((datum) => data.has(datum)));
      const joined = {
        data: new Set([...used, ...touched.flatMap(({ data }) => [...data])]),
        priority: Math.max(priority, ...touched.map((group) => group.priority)),
      };
      groups.splice(0, groups.length, ...groups.filter((group) => !touched.includes(group)), joined);
    }
    for (const { data, priority } of groups) {
      const all = [...data];
      const kind = all.some(({ protocol }) => BY_PRIORITY.test(protocol!)) ? "mutex" : "semaphore";
      const name = names.take(identifierFor(all[0]!.instance.name));
      const variable = variables.take(`${name}_${kind}`);
      const purpose = all.map((datum) => datum.purpose).join(", ");
      const lock: LocalObject = { kind, name, variable, type: undefined, depth: 1, value: 1, priority, purpose };
      for (const datum of all) this.#locks.set(datum, lock);
    }
  }

  #refuse(thread: Instance, feature: Feature, instance: Instance | undefined): void {
    if (instance) {
      const message = `data "${instance.name}" is shared by several partitions, which have no memory in common`;
      this.findings.fault(
        AADL_CODES.UNSUPPORTED,
        instance.place,
        message,
        "memoryBlocks in the system file, or a data port",
      );
    } else {
      const message = `access "${thread.name}.${feature.name}" leads to no data of process "${this.partition.process.name}"`;
      this.findings.fault(
        AADL_CODES.CONNECTION,
        feature.place,
        message,
        "connect it: data access DATA -> THREAD.ACCESS;",
      );
    }
  }
}

/** Two ends that are one: of access it matters not which is written first. */
interface Link {
  readonly component: Instance;
  readonly feature: string;
}
type Links = readonly (readonly [Link, Link])[];

/** The data access connections in a process and around it. */
function linksIn(process: Instance): Links {
  const links: [Link, Link][] = [];
  const around: Instance[] = [];
  for (let at = process.parent; at; at = at.parent) around.push(at);
  for (const component of [...around, process, ...descendantsOf(process)]) {
    if (component.category === "thread") continue;
    for (const { kind, source, destination } of component.connections) {
      if (kind !== "data access") continue;
      const ends = [source, destination].map((end) => {
        const at = componentAt(component, end);
        return at && { component: at, feature: end.feature?.name.toLowerCase() ?? "" };
      });
      if (ends[0] && ends[1]) links.push([ends[0], ends[1]]);
    }
  }
  return links;
}

/** The data component that an access feature leads to. */
function reach(thread: Instance, { name }: Feature, links: Links): Instance | undefined {
  const queue: Link[] = [{ component: thread, feature: name.toLowerCase() }];
  const seen: Link[] = [];
  for (let at = queue.shift(); at; at = queue.shift()) {
    const here = at;
    if (seen.some((link) => isSame(link, here))) continue;
    seen.push(here);
    if (here.component.category === "data") return here.component;
    for (const [a, b] of links) {
      if (isSame(a, here)) queue.push(b);
      else if (isSame(b, here)) queue.push(a);
    }
  }
  return undefined;
}

const isSame = (a: Link, b: Link): boolean => a.component === b.component && a.feature === b.feature;
