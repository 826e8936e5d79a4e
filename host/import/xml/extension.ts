/** Reads what `bulkhead export` writes in a namespace of its own: what a system file says and ARINC 653 XML has no place for. */
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { SystemState } from "../../config/health-words.js";
import { formatTime } from "../../config/units.js";
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { ProcessEntry, RuleExtension } from "./module.js";
import { wholeNumber } from "./names.js";
import {
  attributeName,
  EXTENSION_NAMESPACE,
  LEVEL_ATTRIBUTES,
  NUMBER_KEYS,
  PROCESS_TIME_KEYS,
  SIZE_KEYS,
} from "./namespace.js";
import type { Read } from "./reading.js";
import type { XmlElement } from "./tree.js";

/** Keys of a partition, with their values as a system file has them. */
export type ExtensionKeys = Readonly<Record<string, unknown>>;

export class Extension {
  constructor(
    private readonly findings: XmlFindings,
    /** The folder of the system file. */
    private readonly directory: string,
  ) {}

  attribute(element: XmlElement, name: string): Read<string> | undefined {
    const found = element.attributes.find(
      ({ local, namespace }) => local === name && (namespace === EXTENSION_NAMESPACE || isOurs(element, namespace)),
    );
    if (!found) return undefined;
    found.isRead = true;
    return { value: found.value, mark: found.mark };
  }

  children(element: XmlElement, name: string): XmlElement[] {
    const found = element.children.filter(
      ({ local, namespace }) => local === name && namespace === EXTENSION_NAMESPACE,
    );
    for (const child of found) child.isRead = true;
    return found;
  }

  discards(channel: XmlElement): boolean {
    return this.attribute(channel, "WhenFull")?.value === "discard";
  }

  /** What a partition's attributes and elements say of it; undefined where none does. */
  partition(element: XmlElement): ExtensionKeys | undefined {
    const keys: Record<string, unknown> = {};
    for (const key of SIZE_KEYS) {
      const size = this.whole(element, attributeName(key));
      if (size !== undefined) keys[key] = `${size}B`;
    }
    for (const key of NUMBER_KEYS) {
      const number = this.whole(element, attributeName(key));
      if (number !== undefined) keys[key] = number;
    }
    const policy = this.attribute(element, "Policy");
    if (policy) keys.policy = policy.value;
    const quantum = this.whole(element, "Quantum");
    if (quantum !== undefined) keys.quantum = formatTime(quantum);
    const permissions = this.attribute(element, "Permissions");
    if (permissions) keys.permissions = words(permissions.value);
    Object.assign(keys, this.devices(element), this.program(element));
    return Object.keys(keys).length > 0 ? keys : undefined;
  }

  /** What a process's attributes say of it, in nanoseconds. */
  processTimes(element: XmlElement): ProcessEntry["times"] {
    const times = PROCESS_TIME_KEYS.flatMap((key) => {
      const time = this.number(element, attributeName(key));
      return time ? [[key, time] as const] : [];
    });
    return Object.fromEntries(times);
  }

  /** What partitions do in their first window of a schedule. */
  changes(schedule: XmlElement): { partition: Read<string>; action: string }[] {
    return this.children(schedule, "Change").flatMap((change) => {
      const partition = this.attribute(change, "PartitionNameRef");
      const action = this.attribute(change, "Action");
      return partition && action ? [{ partition, action: action.value }] : [];
    });
  }

  rule(element: XmlElement, partition: number, identifier: string): RuleExtension | undefined {
    const process = this.attribute(element, "Process");
    const given = this.attribute(element, "After") !== undefined;
    const after = this.number(element, "After");
    const levels: Partial<Record<SystemState, Read<string>>> = {};
    for (const [state, name] of Object.entries(LEVEL_ATTRIBUTES) as [SystemState, string][]) {
      const level = this.attribute(element, name);
      if (level) levels[state] = level;
    }
    if (!process && !given && Object.keys(levels).length === 0) return undefined;
    return { identifier, partition, process, after, levels };
  }

  /** Actions of the module, in the element that holds the tables. */
  moduleActions(holder: XmlElement): { error: Read<string>; action: Read<string> }[] {
    return this.children(holder, "ModuleAction").flatMap((each) => {
      const error = this.attribute(each, "Error");
      const action = this.attribute(each, "Action");
      return error && action ? [{ error, action }] : [];
    });
  }

  /** Memory that partitions share: `[name, size, rights by partition]`. */
  memoryBlocks(root: XmlElement): { name: Read<string>; size: string; access: Record<string, string> }[] {
    return this.children(root, "MemoryBlock").flatMap((block) => {
      const name = this.attribute(block, "Name");
      const size = this.whole(block, "Size");
      const access = this.children(block, "Access").flatMap((each): [string, string][] => {
        const partition = this.attribute(each, "PartitionNameRef");
        const right = this.attribute(each, "Right");
        return partition && right ? [[partition.value, right.value]] : [];
      });
      return name && size !== undefined ? [{ name, size: `${size}B`, access: Object.fromEntries(access) }] : [];
    });
  }

  private devices(element: XmlElement): ExtensionKeys {
    const interrupts = this.children(element, "Interrupt").flatMap((each) => {
      const irq = this.whole(each, "Irq");
      const vcpu = this.whole(each, "Vcpu") ?? 0;
      if (irq === undefined) return [];
      return [vcpu === 0 ? irq : { irq, vcpu }];
    });
    const ports = this.children(element, "Ports").flatMap((each) => this.attribute(each, "Range")?.value ?? []);
    return { ...(interrupts.length > 0 && { interrupts }), ...(ports.length > 0 && { ports }) };
  }

  private program(element: XmlElement): ExtensionKeys {
    const program = this.children(element, "Program")[0];
    if (!program) return {};
    const [entry, elf, api] = ["Entry", "Elf", "Api"].map((name) => this.attribute(program, name)?.value);
    if (entry !== undefined) return { entry: this.moved(entry) };
    if (elf !== undefined) return { elf: this.moved(elf) };
    const paths = (name: string, of: string): string[] =>
      this.children(program, name).flatMap((each) => {
        const path = this.attribute(each, of);
        return path ? [this.moved(path.value)] : [];
      });
    const include = paths("Include", "Folder");
    return { sources: paths("Source", "File"), ...(api && { api }), ...(include.length > 0 && { include }) };
  }

  /** A path relative to the XML file, seen from the system file's folder. */
  private moved(path: string): string {
    if (isAbsolute(path)) return path;
    return relative(this.directory, resolve(dirname(this.findings.source.path), path)).replaceAll("\\", "/");
  }

  private whole(element: XmlElement, name: string): number | undefined {
    return this.number(element, name)?.value;
  }

  number(element: XmlElement, name: string): Read<number> | undefined {
    const found = this.attribute(element, name);
    if (!found) return undefined;
    const value = wholeNumber(found.value);
    if (value !== undefined) return { value, mark: found.mark };
    this.findings.fault(XML_CODES.BAD_VALUE, found.mark, `${name}="${found.value}" is not a whole number`);
    return undefined;
  }
}

/** Attributes of our own elements need no prefix. */
const isOurs = (element: XmlElement, namespace: string | undefined): boolean =>
  namespace === undefined && element.namespace === EXTENSION_NAMESPACE;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
