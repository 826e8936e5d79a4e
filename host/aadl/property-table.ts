/** Property sets with their names resolved: the definition of a property, the value of a constant. */
import { AADL_CODES } from "./codes.js";
import { type Declarations, sameCase } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import type { Place } from "./instance.js";
import type { PropertyDefinition, PropertyType, Units } from "./property-types.js";
import type {
  PropertySetSyntax,
  PropertySyntax,
  QualifiedName,
  TypeSyntax,
  UnitSyntax,
  ValueSyntax,
} from "./syntax.js";

/** The sets whose names stand without a qualifier (AS5506, appendix A). */
const PREDECLARED: readonly string[] = [
  "deployment_properties",
  "thread_properties",
  "timing_properties",
  "communication_properties",
  "memory_properties",
  "programming_properties",
  "modeling_properties",
  "aadl_project",
];

/** The unit by which a units type is recognised, and in which its values are given. */
const MEASURES: readonly (readonly [Units["dimension"], string])[] = [
  ["time", "ns"],
  ["size", "bytes"],
  ["rate", "bitsps"],
];

type Section = "types" | "constants" | "properties";

interface Found<T> {
  readonly set: PropertySetSyntax;
  readonly declared: T;
}

export interface Property extends PropertyDefinition {
  readonly defaultValue: ValueSyntax | undefined;
  readonly place: Place;
}

const ANY: PropertyType = { kind: "string" };

export class PropertyTable {
  readonly #declarations: Declarations;
  readonly #index = new Map<Section, Map<string, Found<PropertySetSyntax[Section][number]>>>();
  readonly #properties = new Map<PropertySyntax, Property>();
  readonly #types = new Map<TypeSyntax, PropertyType>();
  readonly #resolving = new Set<TypeSyntax | ValueSyntax>();

  constructor(declarations: Declarations) {
    this.#declarations = declarations;
    for (const section of ["types", "constants", "properties"] as const) this.#index.set(section, new Map());
    for (const set of declarations.propertySets.values()) this.#add(set);
    for (const set of declarations.propertySets.values()) if (!set.isOurs) this.#check(set);
  }

  #add(set: PropertySetSyntax & { isOurs: boolean }): void {
    const names = new Set<string>();
    for (const [section, index] of this.#index) {
      for (const declared of set[section]) {
        const key = sameCase(declared.name.text);
        if (names.has(key)) {
          const message = `there is another "${declared.name.text}" in property set "${set.name.text}"`;
          this.#declarations.findings.fault(AADL_CODES.DUPLICATE, message, declared.name.place);
        }
        names.add(key);
        index.set(`${sameCase(set.name.text)}::${key}`, { set, declared });
      }
    }
  }

  #check(set: PropertySetSyntax): void {
    for (const { type } of set.types) if (type.kind !== "units") this.#type(type, set);
    for (const declared of set.properties) this.#define({ set, declared });
    for (const { name } of set.constants)
      this.constant({ qualifier: set.name.text, name: name.text, place: name.place });
  }

  #find<S extends Section>(
    section: S,
    { qualifier, name }: Pick<QualifiedName, "qualifier" | "name">,
    home: PropertySetSyntax | undefined,
  ): Found<PropertySetSyntax[S][number]> | undefined {
    const sets = qualifier === "" ? [...(home ? [home.name.text] : []), ...PREDECLARED] : [qualifier];
    for (const set of sets) {
      const found = this.#index.get(section)!.get(`${sameCase(set)}::${sameCase(name)}`);
      if (found) return found;
    }
    return undefined;
  }

  /** The property of that name. */
  property(name: Pick<QualifiedName, "qualifier" | "name">): Property | undefined {
    const found = this.#find("properties", name, undefined);
    return found && this.#define(found);
  }

  /** The property that is written like this: `Set::Property` or, if predeclared, `Property`. */
  named(name: string): Property | undefined {
    const split = name.lastIndexOf("::");
    return this.property({
      qualifier: split < 0 ? "" : name.slice(0, split),
      name: name.slice(split < 0 ? 0 : split + 2),
    });
  }

  /** What someone may have meant who wrote a name that there is not. */
  suggestion({ qualifier, name }: QualifiedName): string | undefined {
    const all = [...this.#index.get("properties")!.values()].map(({ set, declared }) => ({
      full: `${set.name.text}::${declared.name.text}`,
      short: declared.name.text,
      isPredeclared: PREDECLARED.includes(sameCase(set.name.text)),
    }));
    const other = all.find(({ short }) => sameCase(short) === sameCase(name));
    if (other) return `did you mean "${other.isPredeclared ? other.short : other.full}"?`;
    const written = qualifier === "" ? name : `${qualifier}::${name}`;
    const candidates = all.filter(({ isPredeclared }) => (qualifier === "") === isPredeclared);
    return didYouMean(
      written,
      candidates.map(({ full, short }) => (qualifier === "" ? short : full)),
    );
  }

  #define({ set, declared }: Found<PropertySyntax>): Property {
    const known = this.#properties.get(declared);
    if (known) return known;
    const property: Property = {
      name: `${set.name.text}::${declared.name.text}`,
      type: this.#type(declared.type, set),
      isInherited: declared.isInherited,
      appliesTo: declared.appliesTo,
      defaultValue: declared.defaultValue,
      place: declared.name.place,
    };
    this.#properties.set(declared, property);
    return property;
  }

  /** The type and value of a constant. */
  constant(name: QualifiedName, home?: PropertySetSyntax): { type: PropertyType; value: ValueSyntax } | undefined {
    const found = this.#find("constants", name, home);
    if (!found) return undefined;
    const { value } = found.declared;
    const type = this.#type(found.declared.type, found.set);
    if (value.kind !== "name") return { type, value };
    const next = this.guarded(value, () => this.constant(value.name, found.set)?.value);
    return { type, value: next && value.isNegative ? negated(next) : (next ?? value) };
  }

  /** Runs `resolve` unless it is on the way already: what is defined by itself is a fault. */
  guarded<T>(what: TypeSyntax | ValueSyntax, resolve: () => T): T | undefined {
    if (this.#resolving.has(what)) {
      this.#fault("this is defined by itself", what.place);
      return undefined;
    }
    this.#resolving.add(what);
    const resolved = resolve();
    this.#resolving.delete(what);
    return resolved;
  }

  #fault(message: string, place: Place, remedy?: string): void {
    this.#declarations.findings.fault(AADL_CODES.PROPERTY_SET, message, place, remedy);
  }

  #type(syntax: TypeSyntax, home: PropertySetSyntax): PropertyType {
    const known = this.#types.get(syntax);
    if (known) return known;
    const type = this.guarded(syntax, () => this.#resolve(syntax, home)) ?? ANY;
    this.#types.set(syntax, type);
    return type;
  }

  #resolve(syntax: TypeSyntax, home: PropertySetSyntax): PropertyType {
    switch (syntax.kind) {
      case "boolean":
      case "string":
      case "reference":
      case "classifier":
        return { kind: syntax.kind };
      case "enumeration":
        return { kind: "enumeration", literals: syntax.literals.map(({ text }) => text) };
      case "range":
      case "list":
        return { kind: syntax.kind, of: this.#type(syntax.of, home) };
      case "record":
        return {
          kind: "record",
          fields: new Map(syntax.fields.map(({ name, type }) => [sameCase(name.text), this.#type(type, home)])),
        };
      case "number": {
        const units = syntax.units && this.#units(syntax.units, home);
        const low = this.#bound(syntax.low, units, home);
        return { kind: "number", isReal: syntax.isReal, low, high: this.#bound(syntax.high, units, home), units };
      }
      case "units":
        this.#fault("units are no type of a value", syntax.place, "write `aadlinteger units ...`");
        return ANY;
      case "named":
        return this.#namedType(syntax.name, home);
    }
  }

  #namedType(name: QualifiedName, home: PropertySetSyntax): PropertyType {
    const found = this.#find("types", name, home);
    if (found) return this.#type(found.declared.type, found.set);
    this.#fault(
      `there is no property type "${name.name}"`,
      name.place,
      didYouMean(name.name, this.#typeNames(name, home)),
    );
    return ANY;
  }

  #typeNames({ qualifier }: QualifiedName, home: PropertySetSyntax): string[] {
    const sets = qualifier === "" ? [home.name.text, ...PREDECLARED] : [qualifier];
    return sets.flatMap(
      (set) => this.#declarations.propertySets.get(sameCase(set))?.types.map(({ name }) => name.text) ?? [],
    );
  }

  /** A bound of a range of numbers, in the units' measure. */
  #bound(value: ValueSyntax | undefined, units: Units | undefined, home: PropertySetSyntax): number | undefined {
    if (value === undefined) return undefined;
    const isConstant = value.kind === "name";
    const meant = isConstant ? this.constant(value.name, home)?.value : value;
    if (meant?.kind !== "number") {
      this.#fault("a bound is a number or a constant", value.place);
      return undefined;
    }
    const factor = meant.unit ? (units?.factors.get(sameCase(meant.unit.text)) ?? Number.NaN) : 1;
    if (Number.isNaN(factor)) this.#fault(`there is no unit "${meant.unit?.text}" here`, value.place);
    return (isConstant && value.isNegative ? -meant.value : meant.value) * factor;
  }

  #units(units: QualifiedName | readonly UnitSyntax[], home: PropertySetSyntax): Units | undefined {
    if (!("qualifier" in units)) return this.#measured(units);
    const type = this.#find("types", units, home)?.declared.type;
    if (type?.kind === "units") return this.#measured(type.units);
    const remedy = didYouMean(units.name, this.#typeNames(units, home));
    this.#fault(`there is no units type "${units.name}"`, units.place, remedy);
    return undefined;
  }

  #measured(units: readonly UnitSyntax[]): Units {
    const multiples = new Map<string, number>();
    for (const { name, multiple } of units) {
      const base = multiple ? multiples.get(sameCase(multiple.of.text)) : 1;
      if (base === undefined) {
        this.#fault(`the unit "${multiple!.of.text}" is not declared before this`, multiple!.of.place);
      }
      multiples.set(sameCase(name.text), (base ?? 1) * (multiple?.factor ?? 1));
    }
    const [dimension, measure] = MEASURES.find(([, unit]) => multiples.has(unit)) ?? ["other" as const, ""];
    const one = multiples.get(measure) ?? 1;
    const factors = new Map([...multiples].map(([unit, multiple]) => [unit, multiple / one]));
    return { dimension, factors, names: units.map(({ name }) => name.text) };
  }
}

function negated(value: ValueSyntax): ValueSyntax {
  if (value.kind === "number") return { ...value, value: -value.value };
  return value.kind === "name" ? { ...value, isNegative: !value.isNegative } : value;
}
