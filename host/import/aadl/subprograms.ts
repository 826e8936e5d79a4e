/**
 * Subprograms as functions of C. One with a source is the user's function: `type in`, `type *out`. One that is a sequence of
 * calls is written out, as a function of the glue.
 */
import type { CallSequence, Classifier, ConnectionEnd, Place } from "../../aadl/instance.js";
import { CallSequenceMaker, isAccess, type Location, locationOf, parametersOf, type Scope } from "./call-sequence.js";
import { AADL_CODES } from "./codes.js";
import type { CType, DataTypes } from "./data-types.js";
import type { Findings } from "./findings.js";
import { isOut } from "./flows.js";
import { isInC } from "./languages.js";
import { identifierFor, Names } from "./names.js";
import type { Body, CFunction, CParameter } from "./plan.js";
import type { PropertyValues } from "./property-values.js";
import type { Sources } from "./sources.js";

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

  /** The function of a subprogram. Undefined after a fault. */
  of(subprogram: Classifier, place: Place): CFunction | undefined {
    if (this.#functions.has(subprogram)) return this.#functions.get(subprogram);
    if (this.#open.includes(subprogram) || this.#open.length >= DEEPEST) {
      const way = this.#open.map(({ name }) => `"${name}"`).join(", ");
      const message = `subprogram "${subprogram.name}" calls itself, by way of ${way}`;
      this.findings.fault(AADL_CODES.SUBPROGRAM, place, message);
      return undefined;
    }
    this.#open.push(subprogram);
    const made = this.#make(subprogram);
    this.#open.pop();
    this.#functions.set(subprogram, made);
    return made;
  }

  /** The calls of a thread or subprogram, with what goes in and comes out. Undefined after a fault. */
  bodyOf(scope: Scope): Body | undefined {
    const functions = scope.calls.calls.map((call) => this.of(call.subprogram, call.place));
    if (functions.some((called) => called === undefined)) return undefined;
    return new CallSequenceMaker(scope, this.types, this.findings).make(functions as CFunction[]);
  }

  #make(subprogram: Classifier): CFunction | undefined {
    const what = `subprogram "${subprogram.name}"`;
    if (!isInC(subprogram, what, subprogram.place, this.values, this.findings)) return undefined;
    const names = new Names();
    const parameters = this.#parameters(subprogram, names);
    if (!parameters) return undefined;
    this.sources.add(subprogram, subprogram.place);
    const theirs = this.values.text(subprogram, "Source_Name");
    const [calls] = subprogram.calls;
    if (theirs === undefined && calls && calls.calls.length > 0) {
      return this.#sequence(subprogram, calls, parameters, names);
    }
    if (theirs === undefined && !hasSource(subprogram)) {
      const remedy = 'Source_Name => "f"; Source_Text => ("f.c");';
      this.findings.fault(AADL_CODES.SUBPROGRAM, subprogram.place, `${what} has neither a source nor calls`, remedy);
      return undefined;
    }
    return this.#users(subprogram, theirs ?? identifierFor(plainName(subprogram)), parameters);
  }

  #parameters(subprogram: Classifier, names: Names): CParameter[] | undefined {
    const declared = parametersOf(subprogram, this.types);
    if (declared.some(({ type }) => type === undefined)) return undefined;
    return declared.map(({ feature, type }) => ({
      name: names.take(identifierFor(feature.name)),
      type: type!,
      isPointer: isOut(feature) || isAccess(feature),
    }));
  }

  /** A function that the user's sources have. */
  #users(subprogram: Classifier, name: string, parameters: readonly CParameter[]): CFunction | undefined {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      const place = this.values.place(subprogram, "Source_Name", subprogram.place);
      this.findings.fault(AADL_CODES.SUBPROGRAM, place, `Source_Name "${name}" is no name of a function in C`);
      return undefined;
    }
    this.#names.add(name);
    return { name, subprogram: subprogram.name, parameters, body: undefined };
  }

  /** A function that is written out. */
  #sequence(
    subprogram: Classifier,
    calls: CallSequence,
    parameters: readonly CParameter[],
    names: Names,
  ): CFunction | undefined {
    if (subprogram.calls.length > 1) {
      const message = `subprogram "${subprogram.name}" has several sequences of calls: the first is made`;
      this.findings.warn(subprogram.place, message);
    }
    const variables = this.#variables(subprogram, names);
    if (!variables) return undefined;
    const declared = parametersOf(subprogram, this.types);
    const locate = ({ of, component, feature }: ConnectionEnd): Location | undefined => {
      const wanted = (of === "subcomponent" ? component : (feature?.name ?? "")).toLowerCase();
      if (of === "subcomponent") {
        const variable = variables.find(({ field }) => field.toLowerCase() === wanted);
        return variable && locationOf(variable.name, variable.type);
      }
      const parameter = parameters[declared.findIndex((one) => one.feature.name.toLowerCase() === wanted)];
      if (!parameter) return undefined;
      const { name, type, isPointer } = parameter;
      return isPointer ? { value: `*${name}`, address: name, type } : locationOf(name, type);
    };
    const body = this.bodyOf({ calls, connections: subprogram.connections, names, locate });
    if (!body) return undefined;
    let name = identifierFor(subprogram.name);
    while (this.#names.has(name)) name += "_";
    this.#names.add(name);
    const all = { variables: [...variables, ...body.variables], steps: body.steps };
    return { name, subprogram: subprogram.name, parameters, body: all };
  }

  /** Data subcomponents of a subprogram: its local variables. */
  #variables(subprogram: Classifier, names: Names): { field: string; name: string; type: CType }[] | undefined {
    const fields = subprogram.subcomponents.filter(({ classifier }) => classifier.category === "data");
    const types = fields.map((field) => this.types.of(field.classifier, field.place, `data "${field.name}"`));
    if (types.some((type) => type === undefined)) return undefined;
    return fields.map((field, i) => ({
      field: field.name,
      name: names.take(identifierFor(field.name)),
      type: types[i]!,
    }));
  }
}

const plainName = ({ name }: Classifier): string => name.split("::").at(-1)!.split(".")[0]!;

const hasSource = ({ properties }: Classifier): boolean =>
  ["Source_Text", "POK::Source_Location"].some((name) => properties.get(name));
