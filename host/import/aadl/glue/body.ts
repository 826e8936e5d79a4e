/** The calls of a thread or subprogram as statements. */
import type { Body, CFunction, Copy, LocalObject, Step } from "../plan.js";
import { callText, prototype } from "./c-text.js";

/** The functions that bodies call, those of the user and the glue's own, each after those that it calls. */
export function functionsOf(bodies: readonly Body[], others: readonly CFunction[]): readonly CFunction[] {
  const found = new Map<string, CFunction>();
  const visit = (called: CFunction): void => {
    if (found.has(called.name)) return;
    for (const step of called.body?.steps ?? []) visit(step.function);
    found.set(called.name, called);
  };
  for (const called of [...others, ...bodies.flatMap(({ steps }) => steps.map((step) => step.function))]) visit(called);
  return [...found.values()];
}

/** A subprogram that is a sequence of calls. */
export function sequenceText(called: CFunction, body: Body): string {
  return [`static ${prototype(called)} {`, ...declarations(body, "  "), ...statements(body, "  "), "}"].join("\n");
}

/** Variables that are 0 at first; those of a thread keep their values. */
export const declarations = ({ variables }: Body, indent: string, storage = ""): string[] =>
  variables.map(({ name, type }) => `${indent}${storage}${type.name} ${name}${storage === "" ? ` = {0}` : ""};`);

export const statements = ({ steps }: Body, indent: string): string[] =>
  steps.flatMap((step) => stepText(step, indent));

function stepText({ function: called, arguments: args, before, after, lock }: Step, indent: string): string[] {
  return [
    ...before.map((copy) => copyText(copy, indent)),
    ...(lock ? [`${indent}${acquire(lock)}`] : []),
    callText(called.name, args, indent),
    ...(lock ? [`${indent}${release(lock)}`] : []),
    ...after.map((copy) => copyText(copy, indent)),
  ];
}

const acquire = ({ kind, variable }: LocalObject): string =>
  `${kind === "mutex" ? "ACQUIRE_MUTEX" : "WAIT_SEMAPHORE"}(${variable}, INFINITE_TIME_VALUE, &code);`;

const release = ({ kind, variable }: LocalObject): string =>
  `${kind === "mutex" ? "RELEASE_MUTEX" : "SIGNAL_SEMAPHORE"}(${variable}, &code);`;

/** C does not assign arrays. */
const copyText = ({ to, from, type }: Copy, indent: string): string =>
  type.isArray ? `${indent}memcpy(${to}, ${from}, sizeof(${type.name}));` : `${indent}${to} = ${from};`;
