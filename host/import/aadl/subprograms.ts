/**
 * Subprograms as functions of C. One with a source is the user's function: `type in`, `type *out`. One that is a sequence of
 * calls is written out, as a function of the glue.
 */
import type { CallSequence, Classifier, Connection, ConnectionEnd, Feature, Place } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { CType, DataTypes } from "./data-types.js";
import type { Findings } from "./findings.js";
import { isIn, isOut, sameName } from "./flows.js";
import { isInC } from "./languages.js";
import { identifierFor, Names } from "./names.js";
import type { Body, CFunction, Copy, CParameter, LocalObject, Step } from "./plan.js";
import type { PropertyValues } from "./property-values.js";
import type { Sources } from "./sources.js";

/** Where a value lies: a variable, or what a pointer leads to. */
export interface Location {
  /** As an expression: `datain`, `*output`. */
  readonly value: string;
  /** `&datain`, `output`. */
  readonly address: string;
  readonly type: CType;
  /** Shared data: what a call with it may only be made under. */
  readonly lock?: LocalObject | undefined;
}

/** What calls are made in: a thread, or a subprogram. */
export interface Scope {
  readonly calls: CallSequence;
  readonly connections: readonly Connection[];
  /** Names of variables and functions that are in use there. */
  readonly names: Names;
  /** Where the values of a feature of the thread or subprogram lie, or of a data subcomponent. Undefined: of nothing. */
  readonly locate: (end: ConnectionEnd) => Location | undefined;
}

/** The most calls inside of each other. */
const DEEPEST = 32;

/** The functions of one partition. */
export class Subprograms {
  readonly #functions = new Map<Classifier, CFunction | undefined>();
  readonly #open: Classifier[] = [];
  /** Names of functions: the user's are given, the glue's own must differ. */
  readonly #names = new Set<string>();

  constructor(
    private readonly types: DataTypes,
    private readonly sources: Sources,
    private readonly values: PropertyValues,
    private readonly findings: Findings,
  ) {}

  /** Those that are called come before those that call them. */
  get all(): readonly CFunction[] {
    return [...this.#functions.values()].filter((f) => f !== undefined);
  }

  /** The function of a subprogram. Undefined after a fault. */
  of(subprogram: Classifier, place: Place): CFunction | undefined {
    if (this.#functions.has(subprogram)) return this.#functions.get(subprogram);
    if (this.#open.includes(subprogram) || this.#open.length >= DEEPEST) {
      const way = this.#open.map(({ name }) => `"${name}"`).join(", ");
      this.findings.fault(
        AADL_CODES.SUBPROGRAM,
        place,
        `subprogram "${subprogram.name}" calls itself, by way of ${way}`,
      );
      return undefined;
    }
    this.#open.push(subprogram);
    const made = this.#make(subprogram);
    this.#open.pop();
    this.#functions.set(subprogram, made);
    return made;
  }

  /** The calls of a thread or subprogram, with what goes in and comes out. Undefined after a fault. */
  bodyOf({ calls, connections, names, locate }: Scope): Body | undefined {
    const functions = calls.calls.map((call) => this.of(call.subprogram, call.place));
    if (functions.some((f) => f === undefined)) return undefined;
    const variables: { name: string; type: CType }[] = [];
    const variable = (wished: string, type: CType): Location => {
      const name = names.take(identifierFor(wished));
      variables.push({ name, type });
      return locationOf(name, type);
    };
    // Where each parameter by which something comes out puts it: right where it is wanted first, else in a variable.
    const outputs = new Map<string, Location>();
    const targetsOf = (call: string, parameter: string): Location[] =>
      connections
        .filter(({ source }) => isEndAt(source, call, parameter))
        .map(({ destination }) => (destination.of === "call" ? undefined : locate(destination)))
        .filter((location) => location !== undefined);
    for (const call of calls.calls) {
      for (const { feature, type } of parametersOf(call.subprogram, this.types)) {
        if (!isOut(feature) || !type) continue;
        const location = targetsOf(call.name, feature.name)[0] ?? variable(`${call.name}_${feature.name}`, type);
        if (location.type.sizeBytes !== type.sizeBytes) this.#refuseType(call, feature, location.type);
        outputs.set(outputKey(call.name, feature.name), location);
      }
    }
    const steps = calls.calls.map((call, i): Step => {
      const [args, before, after]: [string[], Copy[], Copy[]] = [[], [], []];
      const locks: LocalObject[] = [];
      for (const { feature, type } of parametersOf(call.subprogram, this.types)) {
        if (!type) continue;
        const incoming = connections.find(
          ({ source, destination, isBidirectional }) =>
            isEndAt(destination, call.name, feature.name) ||
            ((isBidirectional || isAccess(feature)) && isEndAt(source, call.name, feature.name)),
        );
        const from = incoming && otherEnd(incoming, call.name, feature.name);
        const given =
          from &&
          (from.of === "call" ? outputs.get(outputKey(from.component, from.feature?.name ?? "")) : locate(from));
        if (isAccess(feature)) {
          const data = given ?? this.#missing(call, feature, variable, type);
          if (data.lock) locks.push(data.lock);
          args.push(data.address);
        } else if (isOut(feature)) {
          const location = outputs.get(outputKey(call.name, feature.name))!;
          if (isIn(feature) && given && given.value !== location.value) {
            before.push({ to: location.value, from: given.value, type });
          }
          args.push(location.address);
          const [, ...others] = targetsOf(call.name, feature.name);
          for (const other of others) after.push({ to: other.value, from: location.value, type });
        } else {
          args.push((given ?? this.#missing(call, feature, variable, type)).value);
        }
      }
      return { function: functions[i]!, arguments: args, before, after, lock: locks[0] };
    });
    return { variables, steps };
  }

  #missing(
    call: CallSequence["calls"][number],
    feature: Feature,
    variable: (wished: string, type: CType) => Location,
    type: CType,
  ): Location {
    const message = `nothing is connected to parameter "${feature.name}" of call "${call.name}": it is 0`;
    this.findings.warn(call.place, message);
    return variable(`${call.name}_${feature.name}`, type);
  }

  #refuseType(call: CallSequence["calls"][number], feature: Feature, other: CType): void {
    const message = `parameter "${feature.name}" of call "${call.name}" is connected with a "${other.classifier.name}" of another size`;
    this.findings.fault(AADL_CODES.CONNECTION, call.place, message, "give both the same data type");
  }

  #make(subprogram: Classifier): CFunction | undefined {
    const parameters: CParameter[] = [];
    const names = new Names();
    let isWhole = true;
    for (const { feature, type } of parametersOf(subprogram, this.types)) {
      if (!type) isWhole = false;
      else
        parameters.push({
          name: names.take(identifierFor(feature.name)),
          type,
          isPointer: isOut(feature) || isAccess(feature),
        });
    }
    if (!isInC(subprogram, `subprogram "${subprogram.name}"`, subprogram.place, this.values, this.findings))
      return undefined;
    if (!isWhole) return undefined;
    this.sources.add(subprogram, subprogram.place);
    const [calls] = subprogram.calls;
    const theirs = this.values.text(subprogram, "Source_Name");
    if (theirs === undefined && calls && calls.calls.length > 0)
      return this.#sequence(subprogram, calls, parameters, names);
    if (theirs === undefined && !hasSource(subprogram)) {
      const message = `subprogram "${subprogram.name}" has neither a source nor calls`;
      this.findings.fault(
        AADL_CODES.SUBPROGRAM,
        subprogram.place,
        message,
        'Source_Name => "f"; Source_Text => ("f.c");',
      );
      return undefined;
    }
    const name = theirs ?? identifierFor(subprogram.name.split("::").at(-1)!.split(".")[0]!);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      const place = this.values.place(subprogram, "Source_Name", subprogram.place);
      this.findings.fault(AADL_CODES.SUBPROGRAM, place, `Source_Name "${name}" is no name of a function in C`);
      return undefined;
    }
    this.#names.add(name);
    return { name, subprogram: subprogram.name, parameters, body: undefined };
  }

  #sequence(
    subprogram: Classifier,
    calls: CallSequence,
    parameters: CParameter[],
    names: Names,
  ): CFunction | undefined {
    if (subprogram.calls.length > 1) {
      this.findings.warn(
        subprogram.place,
        `subprogram "${subprogram.name}" has several sequences of calls: the first is made`,
      );
    }
    const own = new Map(
      parametersOf(subprogram, this.types).map(({ feature }, i) => [feature.name.toLowerCase(), parameters[i]!]),
    );
    const locals = new Map<string, Location>();
    const variables: { name: string; type: CType }[] = [];
    for (const { name, classifier, place } of subprogram.subcomponents.filter(
      (part) => part.classifier.category === "data",
    )) {
      const type = this.types.of(classifier, place, `data "${name}"`);
      if (!type) return undefined;
      const variable = names.take(identifierFor(name));
      variables.push({ name: variable, type });
      locals.set(name.toLowerCase(), locationOf(variable, type));
    }
    const locate = (end: ConnectionEnd): Location | undefined => {
      if (end.of === "subcomponent") return locals.get(end.component.toLowerCase());
      const parameter = end.feature && own.get(end.feature.name.toLowerCase());
      if (!parameter) return undefined;
      const { name, type, isPointer } = parameter;
      return isPointer ? { value: `*${name}`, address: name, type } : locationOf(name, type);
    };
    const body = this.bodyOf({ calls, connections: subprogram.connections, names, locate });
    if (!body) return undefined;
    let name = identifierFor(subprogram.name);
    while (this.#names.has(name)) name += "_";
    this.#names.add(name);
    return {
      name,
      subprogram: subprogram.name,
      parameters,
      body: { variables: [...variables, ...body.variables], steps: body.steps },
    };
  }
}

export const locationOf = (name: string, type: CType): Location => ({ value: name, address: `&${name}`, type });

export const isAccess = ({ kind }: Feature): boolean => kind === "data access";

/** What a call is given: parameters, and the data that it works on, in the order of declaration. */
export const parametersOf = (
  subprogram: Classifier,
  types: DataTypes,
): { feature: Feature; type: CType | undefined }[] =>
  subprogram.features
    .filter((feature) => feature.kind === "parameter" || isAccess(feature))
    .map((feature) => ({
      feature,
      type: types.of(
        feature.classifier,
        feature.place,
        `${isAccess(feature) ? "access" : "parameter"} "${feature.name}"`,
      ),
    }));

const hasSource = ({ properties }: Classifier): boolean =>
  ["Source_Text", "POK::Source_Location"].some((name) => properties.get(name));

const outputKey = (call: string, parameter: string): string => `${call}.${parameter}`.toLowerCase();

const isEndAt = (end: ConnectionEnd, call: string, parameter: string): boolean =>
  end.of === "call" &&
  sameName(end.component, call) &&
  end.feature !== undefined &&
  sameName(end.feature.name, parameter);

const otherEnd = ({ source, destination }: Connection, call: string, parameter: string): ConnectionEnd =>
  isEndAt(destination, call, parameter) ? source : destination;
