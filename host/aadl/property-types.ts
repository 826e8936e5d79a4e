/** The types of properties, resolved: what a value has to look like and what its units come to. */

/** Number of its own measure that one of a unit is. */
export interface Units {
  readonly dimension: "time" | "size" | "rate" | "other";
  /** By the unit's name in lower case; of time in nanoseconds, of sizes in bytes, of rates in bits per second. */
  readonly factors: ReadonlyMap<string, number>;
  /** As they were declared. */
  readonly names: readonly string[];
}

export type PropertyType =
  | { readonly kind: "boolean" | "string" | "reference" | "classifier" }
  | {
      readonly kind: "number";
      readonly isReal: boolean;
      /** In the units' measure. */
      readonly low: number | undefined;
      readonly high: number | undefined;
      readonly units: Units | undefined;
    }
  | { readonly kind: "enumeration"; readonly literals: readonly string[] }
  | { readonly kind: "range"; readonly of: PropertyType }
  | { readonly kind: "list"; readonly of: PropertyType }
  /** By the field's name in lower case. */
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, PropertyType> };

export interface PropertyDefinition {
  /** `Set::Property`, as it was declared. */
  readonly name: string;
  readonly type: PropertyType;
  readonly isInherited: boolean;
  readonly appliesTo: readonly string[];
}

/** What a value of the type is called in a message. */
export function typeText(type: PropertyType): string {
  switch (type.kind) {
    case "boolean":
      return "true or false";
    case "string":
      return 'a text in quotes, "..."';
    case "number":
      return `${type.isReal ? "a number" : "a whole number"}${type.units ? ` with a unit (${type.units.names.join(", ")})` : ""}`;
    case "enumeration":
      return `one of ${type.literals.join(", ")}`;
    case "range":
      return "a range, low .. high";
    case "list":
      return "a list in parentheses, (..., ...)";
    case "record":
      return `a record with the fields ${[...type.fields.keys()].join(", ")}`;
    case "reference":
      return "a reference, reference (...)";
    case "classifier":
      return "a classifier, classifier (...)";
  }
}
