/** A property's value as its type asks for it: units converted, names resolved. */
import { AADL_CODES, type AadlCode } from "./codes.js";
import { sameCase } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import type { Findings } from "./findings.js";
import type { Classifier, Instance, PropertyValue } from "./instance.js";
import type { Property, PropertyTable } from "./property-table.js";
import { type PropertyType, typeText } from "./property-types.js";
import type { Path, QualifiedName, ValueSyntax } from "./syntax.js";

/** What the names in a value mean where it stands. */
export interface ValueScope {
  readonly findings: Findings;
  readonly table: PropertyTable;
  /** Undefined if there is none; that has become a fault or a warning. */
  classifier(name: QualifiedName): Classifier | undefined;
  /** Undefined if there is none; that has become a fault or a warning. "later" where there are no instances. */
  instance(path: Path): Instance | "later" | undefined;
  /** The value that another property has on the same element. */
  property(property: Property): PropertyValue | undefined;
}

/** The value; undefined if it cannot be had here, or if it is wrong, which has become a fault. */
export function evaluate(value: ValueSyntax, type: PropertyType, scope: ValueScope): PropertyValue | undefined {
  if (value.kind === "name") return evaluateName(value, type, scope);
  switch (type.kind) {
    case "list": {
      // A single value may stand for a list of it.
      const isList = value.kind === "list";
      return listOf((isList ? value.values : [value]).map((entry) => evaluate(entry, type.of, scope)));
    }
    case "boolean":
    case "string":
      if (value.kind === type.kind) return { kind: value.kind, value: value.value } as PropertyValue;
      break;
    case "number":
      if (value.kind === "number") return evaluateNumber(value, type, scope);
      break;
    case "range":
      if (value.kind === "range") return evaluateRange(value, type, scope);
      break;
    case "record":
      if (value.kind === "record") return evaluateRecord(value, type, scope);
      break;
    case "classifier": {
      if (value.kind !== "classifier") break;
      const to = scope.classifier(value.classifier);
      return to && { kind: "classifier", to };
    }
    case "reference": {
      if (value.kind !== "reference") break;
      const to = scope.instance(value.path);
      return to && to !== "later" ? { kind: "reference", to } : undefined;
    }
  }
  if (value.kind === "list" && value.values.length === 1) return evaluate(value.values[0]!, type, scope);
  return wrong(AADL_CODES.VALUE, `${typeText(type)} is expected`, value, scope);
}

function wrong(code: AadlCode, message: string, { place }: ValueSyntax, scope: ValueScope, remedy?: string): undefined {
  scope.findings.fault(code, message, place, remedy);
}

const listOf = (values: readonly (PropertyValue | undefined)[]): PropertyValue | undefined =>
  values.every((value) => value !== undefined) ? { kind: "list", values } : undefined;

type Syntax<K extends ValueSyntax["kind"]> = Extract<ValueSyntax, { kind: K }>;
type TypeOf<K extends PropertyType["kind"]> = Extract<PropertyType, { kind: K }>;

/** A literal of an enumeration, else a constant, else another property. */
function evaluateName(value: Syntax<"name">, type: PropertyType, scope: ValueScope): PropertyValue | undefined {
  const { name } = value;
  const constant = scope.table.constant(name);
  const isLiteral = (of: PropertyType): boolean =>
    of.kind === "enumeration" &&
    name.qualifier === "" &&
    of.literals.some((one) => sameCase(one) === sameCase(name.name));
  if (isLiteral(type)) return { kind: "enumeration", value: sameCase(name.name) };
  if (type.kind === "list" && isLiteral(type.of)) return listOf([evaluateName(value, type.of, scope)]);
  if (constant && constant.value.kind !== "name") {
    const meant = constant.value;
    const isNegated = value.isNegative && meant.kind === "number";
    const signed = isNegated ? { ...meant, value: -meant.value } : meant;
    return scope.table.guarded(value, () => evaluate(signed, type, scope));
  }
  if (constant?.value.kind === "name" && constant.value !== value) {
    const meant = constant.value;
    return scope.table.guarded(value, () => evaluateName(meant, type, scope));
  }
  const property = scope.table.property(name);
  if (property && !value.isNegative) {
    if (fits(property.type, type)) return scope.property(property);
    return wrong(AADL_CODES.VALUE, `${property.name} is of another type: ${typeText(type)} is expected`, value, scope);
  }
  const literals = literalsOf(type);
  const message = `"${name.name}" is no value here: ${typeText(type)} is expected`;
  return wrong(
    AADL_CODES.VALUE,
    message,
    value,
    scope,
    literals.length > 0 ? didYouMean(name.name, literals) : undefined,
  );
}

function literalsOf(type: PropertyType): readonly string[] {
  if (type.kind === "enumeration") return type.literals;
  return type.kind === "list" ? literalsOf(type.of) : [];
}

/** Whether the values of one type may stand for those of another. */
function fits(a: PropertyType, b: PropertyType): boolean {
  if (a.kind === "number" && b.kind === "number") return a.units?.dimension === b.units?.dimension;
  if ((a.kind === "list" || a.kind === "range") && a.kind === b.kind) return fits(a.of, b.of);
  return a.kind === b.kind;
}

function evaluateNumber(value: Syntax<"number">, type: TypeOf<"number">, scope: ValueScope): PropertyValue | undefined {
  const { units } = type;
  if (value.isReal && !type.isReal) return wrong(AADL_CODES.VALUE, `${typeText(type)} is expected`, value, scope);
  const dimension = units?.dimension ?? "none";
  const factor = unitFactor(value, type, scope);
  if (factor === undefined) return undefined;
  const measured = value.value * factor;
  const { low = -Infinity, high = Infinity } = type;
  if (measured >= low && measured <= high) return { kind: "number", value: measured, dimension };
  const message = `${value.value}${value.unit ? ` ${value.unit.text}` : ""} is outside the range that the property has`;
  const suffix = { time: " ns", size: " bytes", rate: " bits per second", other: "", none: "" }[dimension];
  return wrong(AADL_CODES.OUT_OF_RANGE, message, value, scope, `the range is ${low}${suffix} to ${high}${suffix}`);
}

/** Of a number without a unit 1, where that is right. */
function unitFactor(value: Syntax<"number">, type: TypeOf<"number">, scope: ValueScope): number | undefined {
  const { units } = type;
  const { unit } = value;
  if (!units) {
    return unit ? wrong(AADL_CODES.UNIT, `there is no unit here, so "${unit.text}" is none`, value, scope) : 1;
  }
  const remedy = `the units are ${units.names.join(", ")}`;
  if (!unit)
    return value.value === 0
      ? 1
      : wrong(AADL_CODES.UNIT, `the unit of ${value.value} is missing`, value, scope, remedy);
  const factor = units.factors.get(sameCase(unit.text));
  if (factor === undefined)
    scope.findings.fault(AADL_CODES.UNIT, `there is no unit "${unit.text}" here`, unit.place, remedy);
  return factor;
}

function evaluateRange(value: Syntax<"range">, type: TypeOf<"range">, scope: ValueScope): PropertyValue | undefined {
  const low = evaluate(value.low, type.of, scope);
  const high = evaluate(value.high, type.of, scope);
  if (!low || !high) return undefined;
  if (low.kind === "number" && high.kind === "number" && low.value > high.value) {
    return wrong(AADL_CODES.VALUE, "the range ends before it begins", value, scope, "write the lower bound first");
  }
  return { kind: "range", low, high };
}

function evaluateRecord(value: Syntax<"record">, type: TypeOf<"record">, scope: ValueScope): PropertyValue | undefined {
  const fields = new Map<string, PropertyValue>();
  let isWhole = true;
  for (const { name, value: field } of value.fields) {
    const key = sameCase(name.text);
    const fieldType = type.fields.get(key);
    const evaluated = fieldType && !fields.has(key) ? evaluate(field, fieldType, scope) : undefined;
    if (!fieldType) {
      const remedy = didYouMean(name.text, [...type.fields.keys()]);
      scope.findings.fault(AADL_CODES.VALUE, `the record has no field "${name.text}"`, name.place, remedy);
    } else if (fields.has(key)) {
      scope.findings.fault(AADL_CODES.DUPLICATE, `the field "${name.text}" has a value already`, name.place);
    }
    if (evaluated) fields.set(key, evaluated);
    else isWhole = false;
  }
  return isWhole ? { kind: "record", fields } : undefined;
}
