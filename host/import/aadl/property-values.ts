/**
 * Properties as what they are meant to be: a time, a size, a list of references. A value of another kind is a fault at the
 * place of its association, and counts as not given.
 */
import type {
  Classifier,
  Instance,
  Place,
  Properties,
  PropertyAssociation,
  PropertyValue,
} from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";

/** Whatever has properties, for a question about one of them. */
export interface Described {
  readonly properties: Properties;
}

export class PropertyValues {
  constructor(private readonly findings: Findings) {}

  /** In nanoseconds. */
  time(of: Described, name: string): number | undefined {
    return this.#read(of, name, "a time that is not negative", (value) => timeOf(value));
  }

  /** The upper end of a range of times, or the time itself: `1 ms .. 5 ms`. */
  longestTime(of: Described, name: string): number | undefined {
    return this.#read(of, name, "a time or a range of times", (value) =>
      timeOf(value.kind === "range" ? value.high : value),
    );
  }

  /** In bytes. A number without a unit is bytes, too. */
  size(of: Described, name: string): number | undefined {
    return this.#read(of, name, "a size that is not negative", (value) => {
      const isSize = value.kind === "number" && (value.dimension === "size" || value.dimension === "none");
      return isSize && value.value >= 0 ? Math.ceil(value.value) : undefined;
    });
  }

  count(of: Described, name: string): number | undefined {
    return this.#read(of, name, "a whole number", (value) =>
      value.kind === "number" && Number.isSafeInteger(value.value) ? value.value : undefined,
    );
  }

  /** An enumeration's literal, in lower case; of a list of one its only one. */
  word(of: Described, name: string): string | undefined {
    return this.#read(of, name, "one word", (value) => {
      const words = listOf(value).map(wordOf);
      return words.length === 1 ? words[0] : undefined;
    });
  }

  words(of: Described, name: string): readonly string[] | undefined {
    return this.#list(of, name, "a list of words", wordOf);
  }

  texts(of: Described, name: string): readonly string[] | undefined {
    return this.#list(of, name, "a list of strings", textOf);
  }

  text(of: Described, name: string): string | undefined {
    return this.#read(of, name, "one string", (value) => {
      const texts = listOf(value).map(textOf);
      return texts.length === 1 ? texts[0] : undefined;
    });
  }

  counts(of: Described, name: string): readonly number[] | undefined {
    return this.#list(of, name, "a list of numbers", (value) =>
      value.kind === "number" && Number.isSafeInteger(value.value) && value.value > 0 ? value.value : undefined,
    );
  }

  times(of: Described, name: string): readonly number[] | undefined {
    return this.#list(of, name, "a list of times", timeOf);
  }

  references(of: Described, name: string): readonly Instance[] | undefined {
    return this.#list(of, name, "a list of references to components", (value) =>
      value.kind === "reference" ? value.to : undefined,
    );
  }

  classifiers(of: Described, name: string): readonly Classifier[] | undefined {
    return this.#list(of, name, "a list of classifiers", (value) =>
      value.kind === "classifier" ? value.to : undefined,
    );
  }

  records(of: Described, name: string): readonly ReadonlyMap<string, PropertyValue>[] | undefined {
    return this.#list(of, name, "a list of records", (value) => (value.kind === "record" ? value.fields : undefined));
  }

  /** Where the property was associated; `otherwise` where it was not. */
  place(of: Described, name: string, otherwise: Place): Place {
    return of.properties.get(name)?.place ?? otherwise;
  }

  #list<T>(of: Described, name: string, wanted: string, read: (value: PropertyValue) => T | undefined) {
    return this.#read(of, name, wanted, (value): readonly T[] | undefined => {
      const values = listOf(value).map(read);
      return values.every((entry) => entry !== undefined) ? (values as T[]) : undefined;
    });
  }

  #read<T>({ properties }: Described, name: string, wanted: string, read: (value: PropertyValue) => T | undefined) {
    const association = properties.get(name);
    if (!association) return undefined;
    const value = read(association.value);
    if (value === undefined) this.#refuse(association, wanted);
    return value;
  }

  #refuse({ name, place }: PropertyAssociation, wanted: string): void {
    this.findings.fault(AADL_CODES.VALUE, place, `${name} is to be ${wanted}`);
  }
}

/** A list's values; AADL takes a single value for a list of one. */
export const listOf = (value: PropertyValue): readonly PropertyValue[] =>
  value.kind === "list" ? value.values : [value];

/** In nanoseconds. */
export const timeOf = (value: PropertyValue | undefined): number | undefined =>
  value?.kind === "number" && value.value >= 0 && (value.dimension === "time" || value.value === 0)
    ? Math.round(value.value)
    : undefined;

export const wordOf = (value: PropertyValue | undefined): string | undefined =>
  value?.kind === "enumeration" ? value.value : value?.kind === "string" ? value.value.toLowerCase() : undefined;

export const textOf = (value: PropertyValue | undefined): string | undefined =>
  value?.kind === "string" ? value.value : undefined;
