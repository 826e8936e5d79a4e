/** AADL as it was written: declarations by their grammar, names not yet resolved. The parser makes it, one value a file. */
import type { Category, Connection, Feature, FeatureKind, Place } from "./instance.js";

/** A word of the user's, in the user's spelling; dotted or with `::` where a declaration's own name is. */
export interface Name {
  readonly text: string;
  readonly place: Place;
}

/** `package::sub::name`: a component type, an implementation `type.name`, a property, a constant. */
export interface QualifiedName {
  /** "" where it stands alone. */
  readonly qualifier: string;
  readonly name: string;
  readonly place: Place;
}

/** `cpu.partition[2].thread`. */
export interface Path {
  readonly steps: readonly { readonly name: string; readonly indices: readonly number[] }[];
  readonly place: Place;
}

export type ValueSyntax = { readonly place: Place } & (
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number; readonly isReal: boolean; readonly unit?: Name }
  | { readonly kind: "string"; readonly value: string }
  /** An enumeration's literal, a constant or another property. */
  | { readonly kind: "name"; readonly name: QualifiedName; readonly isNegative: boolean }
  | { readonly kind: "range"; readonly low: ValueSyntax; readonly high: ValueSyntax }
  | { readonly kind: "list"; readonly values: readonly ValueSyntax[] }
  | { readonly kind: "record"; readonly fields: readonly { readonly name: Name; readonly value: ValueSyntax }[] }
  | { readonly kind: "reference"; readonly path: Path }
  | { readonly kind: "classifier"; readonly classifier: QualifiedName }
);

/** `Set::Name => value applies to a.b, c;`. */
export interface AssociationSyntax {
  readonly property: QualifiedName;
  readonly isAppended: boolean;
  readonly value: ValueSyntax;
  /** Empty: to the element that it stands in. */
  readonly appliesTo: readonly Path[];
  /** Said to hold in some modes only. */
  readonly isModal: boolean;
}

export interface FeatureSyntax {
  readonly name: Name;
  readonly isRefined: boolean;
  readonly kind: FeatureKind | "feature group";
  readonly direction: Feature["direction"];
  readonly classifier: QualifiedName | undefined;
  /** Of a feature group: with all directions turned round. */
  readonly isInverse: boolean;
  readonly associations: readonly AssociationSyntax[];
}

export interface SubcomponentSyntax {
  readonly name: Name;
  readonly isRefined: boolean;
  readonly category: Category;
  readonly classifier: QualifiedName | undefined;
  /** Numbers or integer constants. */
  readonly dimensions: readonly (number | QualifiedName)[];
  readonly associations: readonly AssociationSyntax[];
}

export interface CallSequenceSyntax {
  readonly name: Name;
  readonly calls: readonly { readonly name: Name; readonly subprogram: QualifiedName }[];
}

export interface ConnectionSyntax {
  /** "" for one without a name. */
  readonly name: Name;
  readonly kind: Connection["kind"] | "feature group";
  /** No ends: `refined to` that adds properties. */
  readonly ends: { readonly source: Path; readonly destination: Path; readonly isBidirectional: boolean } | undefined;
  readonly isRefined: boolean;
  readonly associations: readonly AssociationSyntax[];
}

export interface ComponentSyntax {
  /** `type` or `type.implementation`. */
  readonly name: Name;
  readonly isImplementation: boolean;
  readonly category: Category | "feature group";
  readonly isPrivate: boolean;
  readonly extended: QualifiedName | undefined;
  /** Of a feature group type: its complement, whose features it has where it declares none. */
  readonly inverseOf: QualifiedName | undefined;
  readonly features: readonly FeatureSyntax[];
  readonly subcomponents: readonly SubcomponentSyntax[];
  readonly calls: readonly CallSequenceSyntax[];
  readonly connections: readonly ConnectionSyntax[];
  readonly associations: readonly AssociationSyntax[];
  /** Modes and flows: of them only the names are kept, since properties may be said of them. */
  readonly skipped: readonly Name[];
}

/** `name renames package other;`, `name renames system other::type;` or `renames other::all;` (name ""). */
export interface AliasSyntax {
  readonly name: Name;
  readonly kind: "package" | "classifier" | "all";
  readonly target: QualifiedName;
}

export interface PackageSyntax {
  readonly name: Name;
  readonly imports: readonly Name[];
  readonly aliases: readonly AliasSyntax[];
  readonly components: readonly ComponentSyntax[];
}

export type TypeSyntax = { readonly place: Place } & (
  | { readonly kind: "boolean" | "string" }
  | {
      readonly kind: "number";
      readonly isReal: boolean;
      readonly low: ValueSyntax | undefined;
      readonly high: ValueSyntax | undefined;
      /** The name of a units type, or its units. */
      readonly units: QualifiedName | readonly UnitSyntax[] | undefined;
    }
  | { readonly kind: "enumeration"; readonly literals: readonly Name[] }
  | { readonly kind: "units"; readonly units: readonly UnitSyntax[] }
  | { readonly kind: "range" | "list"; readonly of: TypeSyntax }
  | { readonly kind: "record"; readonly fields: readonly { readonly name: Name; readonly type: TypeSyntax }[] }
  | { readonly kind: "reference" | "classifier" }
  | { readonly kind: "named"; readonly name: QualifiedName }
);

/** `ms => us * 1000`; the first of a units type is its own measure. */
export interface UnitSyntax {
  readonly name: Name;
  readonly multiple: { readonly of: Name; readonly factor: number } | undefined;
}

export interface PropertySyntax {
  readonly name: Name;
  readonly type: TypeSyntax;
  readonly isInherited: boolean;
  readonly defaultValue: ValueSyntax | undefined;
  /** What it may be said of, in lower case: `process`, `data port`, `all`. */
  readonly appliesTo: readonly string[];
}

export interface PropertySetSyntax {
  readonly name: Name;
  readonly imports: readonly Name[];
  readonly types: readonly { readonly name: Name; readonly type: TypeSyntax }[];
  readonly constants: readonly { readonly name: Name; readonly type: TypeSyntax; readonly value: ValueSyntax }[];
  readonly properties: readonly PropertySyntax[];
}

export interface FileSyntax {
  readonly packages: readonly PackageSyntax[];
  readonly propertySets: readonly PropertySetSyntax[];
}
