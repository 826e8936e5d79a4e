/** A sequence of calls as statements: what each parameter is given, and where what comes out is put. */
import type { CallSequence, Classifier, Connection, ConnectionEnd, Feature } from "../../aadl/instance.js";
import { AADL_CODES } from "./codes.js";
import type { CType, DataTypes } from "./data-types.js";
import type { Findings } from "./findings.js";
import { isIn, isOut, sameName } from "./flows.js";
import { identifierFor, type Names } from "./names.js";
import type { Body, CFunction, Copy, LocalObject, Step } from "./plan.js";

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

type Call = CallSequence["calls"][number];

export class CallSequenceMaker {
  readonly #variables: { name: string; type: CType }[] = [];
  /** Where each parameter by which something comes out puts it. */
  readonly #outputs = new Map<string, Location>();

  constructor(
    private readonly scope: Scope,
    private readonly types: DataTypes,
    private readonly findings: Findings,
  ) {}

  /** `functions`: of the calls, in their order. */
  make(functions: readonly CFunction[]): Body {
    const { calls } = this.scope.calls;
    for (const call of calls) this.#placeOutputs(call);
    const steps = calls.map((call, i) => this.#step(call, functions[i]!));
    return { variables: this.#variables, steps };
  }

  /** What comes out is put right where it is wanted first, else in a variable. */
  #placeOutputs(call: Call): void {
    for (const { feature, type } of parametersOf(call.subprogram, this.types)) {
      if (!isOut(feature) || !type) continue;
      const location = this.#targets(call, feature)[0] ?? this.#variable(call, feature, type);
      if (location.type.sizeBytes !== type.sizeBytes) this.#refuse(call, feature, location.type);
      this.#outputs.set(keyOf(call.name, feature.name), location);
    }
  }

  #step(call: Call, called: CFunction): Step {
    const [args, before, after]: [string[], Copy[], Copy[]] = [[], [], []];
    let lock: LocalObject | undefined;
    for (const { feature, type } of parametersOf(call.subprogram, this.types)) {
      if (!type) continue;
      const given = this.#given(call, feature);
      const placed = this.#outputs.get(keyOf(call.name, feature.name));
      if (placed) {
        if (isIn(feature) && given && given.value !== placed.value) {
          before.push({ to: placed.value, from: given.value, type });
        }
        const [, ...others] = this.#targets(call, feature);
        after.push(...others.map((other) => ({ to: other.value, from: placed.value, type })));
        args.push(placed.address);
      } else {
        const location = given ?? this.#missing(call, feature, type);
        lock ??= location.lock;
        args.push(isAccess(feature) ? location.address : location.value);
      }
    }
    return { function: called, arguments: args, before, after, lock };
  }

  /** Where a call's result goes, but for other calls. */
  #targets({ name }: Call, feature: Feature): Location[] {
    return this.scope.connections
      .filter(({ source }) => isEndAt(source, name, feature.name))
      .map(({ destination }) => (destination.of === "call" ? undefined : this.scope.locate(destination)))
      .filter((location) => location !== undefined);
  }

  /** What a parameter is connected with. Of access it matters not which end is written first. */
  #given({ name }: Call, feature: Feature): Location | undefined {
    const ends = this.scope.connections.map(({ source, destination, isBidirectional }) => {
      if (isEndAt(destination, name, feature.name)) return source;
      const isEither = isBidirectional || isAccess(feature);
      return isEither && isEndAt(source, name, feature.name) ? destination : undefined;
    });
    const from = ends.find((end) => end !== undefined);
    if (from?.of !== "call") return from && this.scope.locate(from);
    return this.#outputs.get(keyOf(from.component, from.feature?.name ?? ""));
  }

  #missing(call: Call, feature: Feature, type: CType): Location {
    const message = `nothing is connected to parameter "${feature.name}" of call "${call.name}": it is 0`;
    this.findings.warn(call.place, message);
    return this.#variable(call, feature, type);
  }

  #variable(call: Call, feature: Feature, type: CType): Location {
    const name = this.scope.names.take(identifierFor(`${call.name}_${feature.name}`));
    this.#variables.push({ name, type });
    return locationOf(name, type);
  }

  #refuse(call: Call, feature: Feature, other: CType): void {
    const message = `parameter "${feature.name}" of call "${call.name}" is connected with a "${other.classifier.name}" of another size`;
    this.findings.fault(AADL_CODES.CONNECTION, call.place, message, "give both the same data type");
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
    .map((feature) => {
      const what = `${isAccess(feature) ? "access" : "parameter"} "${feature.name}"`;
      return { feature, type: types.of(feature.classifier, feature.place, what) };
    });

const keyOf = (call: string, parameter: string): string => `${call}.${parameter}`.toLowerCase();

const isEndAt = (end: ConnectionEnd, call: string, parameter: string): boolean =>
  end.of === "call" &&
  sameName(end.component, call) &&
  end.feature !== undefined &&
  sameName(end.feature.name, parameter);
