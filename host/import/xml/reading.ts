/** Asks a tree for elements and values, in any of the spellings that are about, and remembers what it was asked for. */
import { listOf } from "../../config/suggest.js";
import { formatTime } from "../../config/units.js";
import { XML_CODES } from "./codes.js";
import type { LeftOut, XmlFindings } from "./findings.js";
import { folded, wholeNumber } from "./names.js";
import type { Mark } from "./source.js";
import { guessOf } from "./suggestion.js";
import { type TimeUnit, timeOf } from "./times.js";
import type { XmlAttribute, XmlElement } from "./tree.js";

/** A value, and where it stands. */
export interface Read<T> {
  readonly value: T;
  readonly mark: Mark;
}

/** Attributes that name or describe something for people, or for the tools that made the file. */
const SAID_TO_PEOPLE = new Set(["description", "comment", "windowidentifier", "id", "identifier", "modulename"]);

export class Reading {
  constructor(
    readonly findings: XmlFindings,
    /** Of times that do not say their unit. */
    private readonly unit: TimeUnit,
    /** The namespace of extension elements and attributes, which no other reader asks for. */
    private readonly extension: string,
  ) {}

  /** The element's children of one of those names, those inside the `wrappers` included. */
  children(element: XmlElement | undefined, names: readonly string[], wrappers: readonly string[] = []): XmlElement[] {
    const [wanted, around] = [names.map(folded), wrappers.map(folded)];
    const found: XmlElement[] = [];
    const visit = (parent: XmlElement): void => {
      for (const child of parent.children) {
        if (child.namespace === this.extension) continue;
        const name = folded(child.local);
        if (!wanted.includes(name) && !around.includes(name)) continue;
        child.isRead = true;
        if (wanted.includes(name)) found.push(child);
        else visit(child);
      }
    };
    if (element) visit(element);
    return found;
  }

  /** The attribute of one of those names, the first name first. */
  attribute(element: XmlElement, ...names: readonly string[]): XmlAttribute | undefined {
    for (const name of names) {
      const wanted = folded(name);
      const found = element.attributes.find(
        ({ local, namespace }) => folded(local) === wanted && namespace !== this.extension,
      );
      if (!found) continue;
      found.isRead = true;
      return found;
    }
    return undefined;
  }

  /** Without blanks around it; undefined where it is not there or empty. */
  text(element: XmlElement, ...names: readonly string[]): Read<string> | undefined {
    const found = this.attribute(element, ...names);
    const value = found?.value.trim();
    return found && value ? { value, mark: found.mark } : undefined;
  }

  requiredText(element: XmlElement, ...names: readonly string[]): Read<string> | undefined {
    return this.text(element, ...names) ?? this.missing(element, names[0]!);
  }

  /** A whole number, decimal or hexadecimal. */
  whole(element: XmlElement, ...names: readonly string[]): Read<number> | undefined {
    const found = this.text(element, ...names);
    if (!found) return undefined;
    const value = wholeNumber(found.value);
    if (value !== undefined) return { value, mark: found.mark };
    return this.bad(found, names[0]!, 'a whole number such as "64" or "0x40"');
  }

  requiredWhole(element: XmlElement, ...names: readonly string[]): Read<number> | undefined {
    const given = this.text(element, ...names) !== undefined;
    return given ? this.whole(element, ...names) : this.missing(element, names[0]!);
  }

  /** Bytes: a whole number, or one with a unit of the powers of 1024. */
  size(element: XmlElement, ...names: readonly string[]): Read<number> | undefined {
    const found = this.text(element, ...names);
    const [, number, unit] = /^(\d{1,9})\s*([KMG])(?:i?B)?$/i.exec(found?.value ?? "") ?? [];
    if (!found || number === undefined || unit === undefined) return this.whole(element, ...names);
    return { value: Number(number) * 1024 ** ("KMG".indexOf(unit.toUpperCase()) + 1), mark: found.mark };
  }

  /** A time in nanoseconds. Its unit is the value's own, that of the attribute's name, or the file's. */
  time(element: XmlElement, ...names: readonly string[]): Read<number> | undefined {
    const attribute = this.attribute(element, ...names);
    const found = attribute && this.text(element, attribute.local);
    if (!found) return undefined;
    const time = timeOf(found.value, attribute.local, this.unit);
    if (!time) return this.bad(found, attribute.local, `a time, in ${this.unit === "s" ? "seconds" : "nanoseconds"}`);
    if (time.isOdd) {
      const message = `"${found.value}" is no whole number of nanoseconds: it was read as ${formatTime(time.ns)}`;
      this.findings.warn(XML_CODES.READ_AS, found.mark, message);
    }
    return { value: time.ns, mark: found.mark };
  }

  requiredTime(element: XmlElement, ...names: readonly string[]): Read<number> | undefined {
    const given = this.text(element, ...names) !== undefined;
    return given ? this.time(element, ...names) : this.missing(element, names[0]!);
  }

  flag(element: XmlElement, ...names: readonly string[]): Read<boolean> | undefined {
    const found = this.text(element, ...names);
    if (!found) return undefined;
    const word = found.value.toLowerCase();
    if (["true", "1", "yes"].includes(word)) return { value: true, mark: found.mark };
    if (["false", "0", "no"].includes(word)) return { value: false, mark: found.mark };
    return this.bad(found, names[0]!, '"true" or "false"');
  }

  /** One of the words; `meanings` by the form in which names are compared. */
  word<T>(
    element: XmlElement,
    meanings: Readonly<Record<string, T>>,
    names: readonly string[],
    shown: readonly string[],
  ): Read<T> | undefined {
    const found = this.text(element, ...names);
    if (!found) return undefined;
    const key = folded(found.value.replaceAll(" ", ""));
    if (Object.hasOwn(meanings, key)) return { value: meanings[key]!, mark: found.mark };
    const guess = guessOf(found.value, shown);
    return this.bad(found, names[0]!, listOf(shown), guess && `did you mean "${guess}"?`);
  }

  missing(element: XmlElement, name: string): undefined {
    const message = `<${element.local}> has no ${name}`;
    this.findings.fault(XML_CODES.MISSING_ATTRIBUTE, element.mark, message, `add ${name}="..."`);
    return undefined;
  }

  private bad(found: Read<string>, name: string, wanted: string, remedy?: string): undefined {
    const shown = found.value.length > 40 ? `${found.value.slice(0, 40)}...` : found.value;
    const message = `${name}="${shown}" is not ${wanted}`;
    this.findings.fault(XML_CODES.BAD_VALUE, found.mark, message, remedy ?? `write ${wanted}`);
    return undefined;
  }

  /** What nothing asked for, below `root`: each element and attribute by its name, at its first place. */
  leftOut(root: XmlElement): LeftOut[] {
    const found = new Map<string, LeftOut>();
    const note = (what: string, mark: Mark): void => {
      const before = found.get(what);
      found.set(what, { what, mark: before?.mark ?? mark, count: (before?.count ?? 0) + 1 });
    };
    const visit = (element: XmlElement): void => {
      if (!element.isRead) {
        note(`<${element.local}>`, element.mark);
        return;
      }
      for (const { local, namespace, mark, isRead } of element.attributes) {
        if (isRead || (namespace !== this.extension && SAID_TO_PEOPLE.has(folded(local)))) continue;
        note(`${local} of <${element.local}>`, mark);
      }
      for (const child of element.children) visit(child);
    };
    visit(root);
    return [...found.values()];
  }
}
