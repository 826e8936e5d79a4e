/**
 * An AADL model as the importer sees it: the instance tree of a system implementation. Names are resolved, `extends` and
 * refinements are applied, `applies to` has reached what it names, units are converted. `read.ts` makes it.
 */

/** Where something was declared. */
export interface Place {
  /** Absolute path; of a library of ours its name in angle brackets. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export const CATEGORIES = [
  "abstract",
  "bus",
  "data",
  "device",
  "memory",
  "process",
  "processor",
  "subprogram",
  "subprogram group",
  "system",
  "thread",
  "thread group",
  "virtual bus",
  "virtual processor",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A component type, or an implementation of one. */
export interface Classifier {
  /** With its package, as it was declared: `partitions::sender.impl`. */
  readonly name: string;
  readonly category: Category;
  /** Of its declaration. */
  readonly place: Place;
  /** Whether it is an implementation: only that has subcomponents, connections and calls. */
  readonly isImplementation: boolean;
  /** Those of the type, its ancestors and the implementation; a subprogram's parameters are features. */
  readonly features: readonly Feature[];
  /** Of the declaration and its ancestors, without what an instance adds. */
  readonly properties: Properties;
  /** Of an implementation of a `data` type: its fields; of a subprogram: what it contains. In the order of declaration. */
  readonly subcomponents: readonly {
    readonly name: string;
    readonly classifier: Classifier;
    readonly place: Place;
    /** Of an array: how many there are in each direction. */
    readonly dimensions?: readonly number[];
  }[];
  /** Of a subprogram or thread implementation. */
  readonly calls: readonly CallSequence[];
  /** Of a subprogram implementation. */
  readonly connections: readonly Connection[];
}

export interface Instance {
  readonly name: string;
  readonly category: Category;
  readonly classifier: Classifier;
  readonly parent: Instance | undefined;
  readonly place: Place;
  /** Subcomponents, in the order of declaration. Of an array of n: n instances, `name[1]` to `name[n]`. */
  readonly components: readonly Instance[];
  readonly features: readonly Feature[];
  /** Declared in this component's implementation, between its parts, or between it and a part. */
  readonly connections: readonly Connection[];
  readonly calls: readonly CallSequence[];
  readonly properties: Properties;
}

export type FeatureKind =
  | "data port"
  | "event port"
  | "event data port"
  | "parameter"
  | "data access"
  | "bus access"
  | "virtual bus access"
  | "subprogram access"
  | "subprogram group access"
  | "abstract feature";

export interface Feature {
  readonly name: string;
  readonly kind: FeatureKind;
  readonly direction: "in" | "out" | "in out" | "requires" | "provides";
  /** What it carries or gives access to, where the model says. */
  readonly classifier: Classifier | undefined;
  readonly place: Place;
  readonly properties: Properties;
}

export interface Connection {
  readonly name: string;
  readonly kind:
    | "port"
    | "parameter"
    | "data access"
    | "bus access"
    | "virtual bus access"
    | "subprogram access"
    | "feature";
  readonly source: ConnectionEnd;
  readonly destination: ConnectionEnd;
  readonly isBidirectional: boolean;
  readonly place: Place;
  readonly properties: Properties;
}

/** One of: a feature of the component itself (`of` is "self"), of a subcomponent, of a call; or a data subcomponent (no feature). */
export interface ConnectionEnd {
  readonly of: "self" | "subcomponent" | "call";
  /** The subcomponent's or call's name; "" for self. */
  readonly component: string;
  readonly feature: Feature | undefined;
}

/** `calls { first: subprogram a.impl; second: subprogram b; }`. */
export interface CallSequence {
  readonly name: string;
  readonly calls: readonly { readonly name: string; readonly subprogram: Classifier; readonly place: Place }[];
}

/** Property values by full name without regard to case: `Timing_Properties::Period`, `POK::Slots`, `ARINC653::HM_Errors`. */
export interface Properties {
  /**
   * The value that holds here: an association on this very part, `applies to` from further out (the outermost wins), on the
   * classifier or its ancestors, inherited from the parent where the property says so, or the property's default. A name
   * without a set is looked up among the predeclared sets.
   */
  get(name: string): PropertyAssociation | undefined;
  /** What was associated here, by whatever way, in no order; without inherited values and defaults. */
  readonly own: readonly PropertyAssociation[];
}

export interface PropertyAssociation {
  /** Full name as the property set declares it. */
  readonly name: string;
  readonly value: PropertyValue;
  readonly place: Place;
}

export type PropertyValue =
  | { readonly kind: "boolean"; readonly value: boolean }
  /** In nanoseconds, bytes or bits per second where `dimension` says so; unitless numbers as they are. */
  | { readonly kind: "number"; readonly value: number; readonly dimension: "time" | "size" | "rate" | "other" | "none" }
  | { readonly kind: "string"; readonly value: string }
  /** An enumeration's literal, in lower case. */
  | { readonly kind: "enumeration"; readonly value: string }
  | { readonly kind: "range"; readonly low: PropertyValue; readonly high: PropertyValue }
  | { readonly kind: "list"; readonly values: readonly PropertyValue[] }
  /** By field, in lower case. */
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, PropertyValue> }
  | { readonly kind: "reference"; readonly to: Instance }
  | { readonly kind: "classifier"; readonly to: Classifier };

/** The root of one system, and what was noticed on the way. */
export interface Model {
  readonly root: Instance;
  /** Unknown properties and the like: once each, with its line. */
  readonly warnings: readonly ModelWarning[];
}

export interface ModelWarning {
  readonly message: string;
  readonly place: Place;
  readonly remedy?: string;
}
