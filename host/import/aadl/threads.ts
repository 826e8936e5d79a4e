/** Threads: when each is dispatched, what it reads, calls and writes. */
import type { CallSequence, Classifier, Connection, Feature, Instance } from "../../aadl/instance.js";
import { formatTime } from "../../config/units.js";
import { type Location, locationOf, parametersOf } from "./call-sequence.js";
import { AADL_CODES } from "./codes.js";
import type { Findings } from "./findings.js";
import { isIn, isOut, isPort } from "./flows.js";
import { isInC } from "./languages.js";
import { identifierFor, Names } from "./names.js";
import type { Body, CFunction, Dispatch, ThreadPlan, ThreadPort } from "./plan.js";
import type { PropertyValues } from "./property-values.js";
import type { SharedDataOf } from "./shared-data.js";
import type { Sources } from "./sources.js";
import type { Subprograms } from "./subprograms.js";
import type { WiredPartition, Wires } from "./wires.js";

/** Priorities of the APEX. */
const PRIORITIES = { least: 1, most: 239 };
/** Names of the glue's own variables in a thread's function. */
const LOCALS = ["code", "length", "validity", "event", "release", "dispatched", "memcpy"];

export interface ThreadContext {
  readonly wired: WiredPartition;
  readonly wires: Wires;
  readonly subprograms: Subprograms;
  readonly shared: SharedDataOf;
  readonly sources: Sources;
  /** Of the partition: that of a thread which is not a multiple of it is kept by the clock. */
  readonly periodNs: number;
  readonly values: PropertyValues;
  readonly findings: Findings;
}

/** Undefined after a fault. */
export function threadPlan(instance: Instance, names: Names, context: ThreadContext): ThreadPlan | undefined {
  const { values, findings, sources, wired } = context;
  if (!isInC(instance, `thread "${instance.name}"`, instance.place, values, findings)) return undefined;
  sources.add(instance, instance.place);
  const locals = new Names([...LOCALS, ...namesCalledIn(instance, values)]);
  const ports = instance.features.filter(isPort).map((feature) => portOf(instance, feature, locals, context));
  const body = threadBody(instance, ports, locals, context);
  const dispatch = dispatchOf(instance, ports, context);
  const initialise = entryPoint(instance, "Initialize_Entrypoint", context);
  if (!body || !dispatch) return undefined;
  const name = names.take(instance.name.replaceAll(/[^\x21-\x7e]+/g, "_"));
  return {
    name,
    function: wired.variables.take(`${identifierFor(name)}_thread`),
    instance,
    dispatch,
    deadlineNs: deadlineOf(instance, dispatch, values),
    priority: priorityOf(instance, values, findings),
    initialise,
    inputs: ports.filter(({ feature }) => isIn(feature)),
    outputs: ports.filter(({ feature }) => isOut(feature)),
    body,
    place: instance.place,
  };
}

/** Names of the functions that a thread calls, which none of its variables may have. */
const namesCalledIn = (instance: Instance, values: PropertyValues): readonly string[] =>
  instance.calls
    .flatMap(({ calls }) => calls)
    .map(({ subprogram }) => values.text(subprogram, "Source_Name") ?? identifierFor(subprogram.name));

function portOf(instance: Instance, feature: Feature, locals: Names, context: ThreadContext): ThreadPort {
  const { values, wired, wires } = context;
  const hasData = feature.kind !== "event port";
  const type = hasData
    ? wired.types.of(feature.classifier, feature.place, `port "${instance.name}.${feature.name}"`)
    : undefined;
  const timeoutNs = ["Compute_Deadline", "ARINC653::Timeout"]
    .map((name) => (feature.properties.get(name) ? values.time(feature, name) : undefined))
    .find((time) => time !== undefined);
  return {
    feature,
    variable: hasData ? locals.take(identifierFor(feature.name)) : undefined,
    type,
    transports: wires.transports({ component: instance, feature }),
    timeoutNs: timeoutNs ?? 0,
  };
}

/** What a dispatch does: the calls, or the one function that the thread names. */
function threadBody(
  instance: Instance,
  ports: readonly ThreadPort[],
  locals: Names,
  context: ThreadContext,
): Body | undefined {
  const { subprograms, findings, values } = context;
  const [calls, ...others] = instance.calls;
  if (others.length > 0) {
    findings.warn(
      instance.place,
      `thread "${instance.name}" has several sequences of calls: the first is made, in all modes`,
    );
  }
  const locate = locateIn(instance, ports, context);
  if (calls && calls.calls.length > 0) {
    return subprograms.bodyOf({ calls, connections: instance.connections, names: locals, locate });
  }
  const [entry] = values.classifiers(instance, "Compute_Entrypoint") ?? [];
  if (entry) return subprograms.bodyOf({ ...callOf(instance, entry, context), names: locals, locate });
  const source = values.text(instance, "Compute_Entrypoint_Source_Text");
  if (source === undefined) {
    const message = `thread "${instance.name}" calls nothing`;
    const remedy = "calls main : { work : subprogram some_subprogram; };";
    findings.fault(AADL_CODES.THREAD, instance.place, message, remedy);
    return undefined;
  }
  return bySourceName(instance, source, ports, context);
}

/** A function that gets what comes in at the thread's ports, and gives what goes out, in the order of the ports. */
function bySourceName(
  instance: Instance,
  name: string,
  ports: readonly ThreadPort[],
  { findings, values }: ThreadContext,
): Body | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const place = values.place(instance, "Compute_Entrypoint_Source_Text", instance.place);
    findings.fault(AADL_CODES.THREAD, place, `"${name}" is no name of a function in C`);
    return undefined;
  }
  const carried = ports.filter((port) => port.type && port.variable);
  const parameters = carried.map(({ feature, type, variable }) => ({
    name: variable!,
    type: type!,
    isPointer: isOut(feature),
  }));
  const args = carried.map(({ feature, variable }) => (isOut(feature) ? `&${variable}` : variable!));
  const called: CFunction = { name, subprogram: name, parameters, body: undefined };
  return { variables: [], steps: [{ function: called, arguments: args, before: [], after: [], lock: undefined }] };
}

/** A call of one subprogram whose parameters are connected with the thread's features of the same names. */
function callOf(
  instance: Instance,
  subprogram: Classifier,
  { wired }: ThreadContext,
): { calls: CallSequence; connections: Connection[] } {
  const { place } = instance;
  const call = subprogram.name.split("::").at(-1)!.split(".")[0]!;
  const connections = parametersOf(subprogram, wired.types).flatMap(({ feature }): Connection[] => {
    const own = instance.features.find(({ name }) => name.toLowerCase() === feature.name.toLowerCase());
    if (!own) return [];
    const thread = { of: "self", component: "", feature: own } as const;
    const parameter = { of: "call", component: call, feature } as const;
    const common = {
      name: feature.name,
      kind: "parameter",
      isBidirectional: false,
      place,
      properties: feature.properties,
    } as const;
    return [
      ...(isIn(feature) || feature.kind === "data access"
        ? [{ ...common, source: thread, destination: parameter }]
        : []),
      ...(isOut(feature) ? [{ ...common, source: parameter, destination: thread }] : []),
    ];
  });
  return { calls: { name: call, calls: [{ name: call, subprogram, place }] }, connections };
}

function locateIn(instance: Instance, ports: readonly ThreadPort[], { shared }: ThreadContext) {
  return ({ of, component, feature }: Connection["source"]): Location | undefined => {
    if (of === "subcomponent") return shared.inside(instance, component);
    if (!feature) return undefined;
    if (feature.kind === "data access") return shared.at(instance, feature);
    const port = ports.find((p) => p.feature.name.toLowerCase() === feature.name.toLowerCase());
    return port?.variable && port.type ? locationOf(port.variable, port.type) : undefined;
  };
}

function entryPoint(
  instance: Instance,
  property: string,
  { values, subprograms, findings }: ThreadContext,
): CFunction | undefined {
  const [entry] = values.classifiers(instance, property) ?? [];
  if (!entry) return undefined;
  const place = values.place(instance, property, instance.place);
  const called = subprograms.of(entry, place);
  if (called && called.parameters.length > 0) {
    findings.fault(
      AADL_CODES.THREAD,
      place,
      `${property} of thread "${instance.name}" has parameters: nothing could be given to it`,
    );
    return undefined;
  }
  return called;
}

function dispatchOf(
  instance: Instance,
  ports: readonly ThreadPort[],
  { values, findings, periodNs }: ThreadContext,
): Dispatch | undefined {
  const protocol = values.word(instance, "Dispatch_Protocol");
  const period = values.time(instance, "Period");
  const refuse = (message: string, remedy?: string): undefined => {
    const place = values.place(instance, "Dispatch_Protocol", instance.place);
    findings.fault(AADL_CODES.THREAD, place, message, remedy);
    return undefined;
  };
  switch (protocol) {
    case "periodic": {
      if (!period) return refuse(`periodic thread "${instance.name}" has no Period`, "Period => 100 ms;");
      const isByClock = period % periodNs !== 0;
      if (isByClock) {
        const message = `thread "${instance.name}" has a period of ${formatTime(period)}, and its partition one of ${formatTime(periodNs)}`;
        const remedy =
          "no multiple of it, so the glue dispatches it by the clock, late where the partition has no window";
        findings.warn(values.place(instance, "Period", instance.place), message, remedy);
      }
      return { kind: "periodic", periodNs: period, isByClock };
    }
    case "sporadic":
    case "aperiodic": {
      const triggers = ports.filter(
        ({ feature, transports }) => feature.kind !== "data port" && isIn(feature) && transports.length > 0,
      );
      if (triggers.length === 0) {
        const message = `${protocol} thread "${instance.name}" has no event port that something is connected to: it would never run`;
        return refuse(message, "connect an in event port or in event data port, or Dispatch_Protocol => Periodic");
      }
      return { kind: "sporadic", leastNs: protocol === "sporadic" ? (period ?? 0) : 0, triggers };
    }
    case "background":
      return { kind: "background" };
    case undefined:
      return refuse(`thread "${instance.name}" has no Dispatch_Protocol`, "Dispatch_Protocol => Periodic;");
    default:
      return refuse(
        `thread "${instance.name}": Dispatch_Protocol ${protocol} is not imported`,
        "Periodic, Sporadic, Aperiodic and Background are",
      );
  }
}

/** A periodic thread's deadline is its period, unless it says so. */
function deadlineOf(instance: Instance, dispatch: Dispatch, values: PropertyValues): number | undefined {
  if (dispatch.kind !== "periodic") return undefined;
  const deadline = values.time(instance, "Deadline");
  return deadline && deadline <= dispatch.periodNs ? deadline : dispatch.periodNs;
}

function priorityOf(instance: Instance, values: PropertyValues, findings: Findings): number {
  const priority = values.count(instance, "Priority");
  if (priority === undefined) return PRIORITIES.least;
  if (priority >= PRIORITIES.least && priority <= PRIORITIES.most) return priority;
  const place = values.place(instance, "Priority", instance.place);
  const message = `thread "${instance.name}" has priority ${priority}: ${PRIORITIES.least} to ${PRIORITIES.most} are possible`;
  const nearest = Math.min(Math.max(priority, PRIORITIES.least), PRIORITIES.most);
  findings.fault(AADL_CODES.VALUE, place, message, `Priority => ${nearest};`);
  return nearest;
}
