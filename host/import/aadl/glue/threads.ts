/** `threads.c`: a function for each thread, which waits, reads the thread's ports, makes its calls, and writes its ports. */
import { formatTime } from "../../../config/units.js";
import type { CType } from "../data-types.js";
import type { Dispatch, GluePlan, ThreadPlan, ThreadPort } from "../plan.js";
import { declarations, functionsOf, sequenceText, statements } from "./body.js";
import { comment, file, nanoseconds, prototype } from "./c-text.js";
import { AT_ONCE, FOR_EVER, giveText, neededBy, takeText, waitOf } from "./transports.js";

/** How often a thread that several ports dispatch looks at each of them. */
const POLL_NS = 1e6;

export function threadsSource(plan: GluePlan): string {
  const { process, threads, shared } = plan;
  const functions = functionsOf(
    threads.map(({ body }) => body),
    threads.map(({ initialise }) => initialise).filter((f) => f !== undefined),
  );
  const theirs = functions.filter(({ body }) => !body);
  const usesClock = threads.some(needsClock);
  return file(
    comment(`The threads of process ${process}.`),
    [
      "#include <apex.h>",
      ...(copiesArrays(plan) ? ["#include <string.h>"] : []),
      '#include "gtypes.h"',
      '#include "partition.h"',
    ],
    theirs.length > 0
      ? [
          comment("The functions of the model's subprograms, in the user's sources."),
          ...theirs.map((f) => `${prototype(f)};`),
        ]
      : undefined,
    shared.map(({ variable, type, purpose }) => `static ${type.name} ${variable}; ${comment(`Data ${purpose}.`)}`),
    usesClock ? WAIT_UNTIL : undefined,
    ...functions.map((f) => f.body && `${comment(`Subprogram ${f.subprogram}.`)}\n${sequenceText(f, f.body)}`),
    ...threads.map(threadText),
  );
}

const WAIT_UNTIL = `${comment("Waits until that time; not at all when it is over.")}
static void wait_until(SYSTEM_TIME_TYPE time) {
  SYSTEM_TIME_TYPE now;
  RETURN_CODE_TYPE code;
  GET_TIME(&now, &code);
  if (now < time) TIMED_WAIT(time - now, &code);
}`;

const needsClock = ({ dispatch }: ThreadPlan): boolean =>
  (dispatch.kind === "periodic" && dispatch.isByClock) || (dispatch.kind === "sporadic" && dispatch.leastNs > 0);

const copiesArrays = ({ threads }: GluePlan): boolean => {
  const bodies = threads.map(({ body }) => body);
  const all = [...bodies, ...functionsOf(bodies, []).map(({ body }) => body)];
  return all.some((body) =>
    body?.steps.some(({ before, after }) => [...before, ...after].some(({ type }) => type.isArray)),
  );
};

function threadText(thread: ThreadPlan): string {
  const { instance, function: name, inputs, outputs, body, initialise, dispatch } = thread;
  const ports = [...new Set([...inputs, ...outputs])];
  const needs = neededBy(ports);
  const variables = variablesOf(thread);
  const isLoop = dispatch.kind !== "background";
  const indent = isLoop ? "    " : "  ";
  return [
    comment(`Thread ${instance.name}: ${dispatchText(dispatch)}.`),
    `void ${name}(void) {`,
    ...variables.map(({ variable, type }) => `  static ${type.name} ${variable};`),
    ...declarations(body, "  ", "static "),
    ...(needs.event ? ["  APEX_BYTE event = 0;"] : []),
    ...(needs.length ? ["  MESSAGE_SIZE_TYPE length;"] : []),
    ...(needs.validity ? ["  VALIDITY_TYPE validity;"] : []),
    ...clockVariables(dispatch),
    "  RETURN_CODE_TYPE code;",
    ...(initialise ? [`  ${initialise.name}();`] : []),
    ...beforeLoop(thread),
    ...(isLoop ? ["  for (;;) {"] : []),
    ...waitText(thread),
    ...readText(thread, indent),
    ...statements(body, indent),
    ...outputs.flatMap((port) => port.transports.map((transport) => giveText(port, transport, indent))),
    ...endText(thread),
    ...(isLoop ? ["  }"] : ["  (void)code;"]),
    "}",
  ].join("\n");
}

/** A variable for each port with data, connected or not. */
const variablesOf = ({ inputs, outputs }: ThreadPlan): { variable: string; type: CType }[] => {
  const used = new Map<string, CType>();
  for (const { variable, type } of [...inputs, ...outputs]) if (variable && type) used.set(variable, type);
  return [...used].map(([variable, type]) => ({ variable, type }));
};

function dispatchText(dispatch: Dispatch): string {
  switch (dispatch.kind) {
    case "periodic": {
      const how = dispatch.isByClock ? ", by the clock: the partition's period does not divide that" : "";
      return `periodic, every ${formatTime(dispatch.periodNs)}${how}`;
    }
    case "sporadic": {
      const least = dispatch.leastNs > 0 ? `, ${formatTime(dispatch.leastNs)} apart at least` : "";
      const ports = dispatch.triggers.map(({ feature }) => feature.name).join(", ");
      return `dispatched by what comes at ${ports}${least}`;
    }
    case "background":
      return "in the background, once";
  }
}

const clockVariables = (dispatch: Dispatch): string[] => {
  if (dispatch.kind === "periodic" && dispatch.isByClock) return ["  static SYSTEM_TIME_TYPE release;"];
  return dispatch.kind === "sporadic" && dispatch.leastNs > 0 ? ["  SYSTEM_TIME_TYPE dispatched;"] : [];
};

/** A thread that is started anew after an error goes on with its next release, as the kernel's periodic processes do. */
const beforeLoop = ({ dispatch }: ThreadPlan): string[] =>
  dispatch.kind === "periodic" && dispatch.isByClock
    ? [
        "  if (release == 0) GET_TIME(&release, &code);",
        `  else wait_until(release += ${nanoseconds(dispatch.periodNs)});`,
      ]
    : [];

/** The wait for what dispatches the thread. */
function waitText({ dispatch, deadlineNs }: ThreadPlan): string[] {
  if (dispatch.kind === "periodic" && dispatch.isByClock) {
    return deadlineNs === undefined ? [] : [`    REPLENISH(${nanoseconds(deadlineNs)}, &code);`];
  }
  if (dispatch.kind !== "sporadic") return [];
  const ways = dispatch.triggers.flatMap((port) => port.transports.map((transport) => ({ port, transport })));
  const [only, ...others] = ways;
  const time = dispatch.leastNs > 0 ? ["    GET_TIME(&dispatched, &code);"] : [];
  if (only && others.length === 0) {
    return [...takeText(only.port, only.transport, FOR_EVER, "    "), "    if (code != NO_ERROR) continue;", ...time];
  }
  return [
    "    for (;;) {",
    ...ways.flatMap(({ port, transport }) => [
      ...takeText(port, transport, AT_ONCE, "      "),
      "      if (code == NO_ERROR) break;",
    ]),
    `      TIMED_WAIT(${nanoseconds(POLL_NS)}, &code);`,
    "    }",
    ...time,
  ];
}

/** Takes what came at the ports; what dispatched the thread is taken already. */
function readText({ dispatch, inputs }: ThreadPlan, indent: string): string[] {
  const triggers: readonly ThreadPort[] = dispatch.kind === "sporadic" ? dispatch.triggers : [];
  return inputs
    .filter((port) => !triggers.includes(port))
    .flatMap((port) => {
      const [only, ...others] = port.transports;
      if (!only) return [];
      if (others.length === 0) return takeText(port, only, waitOf(port), indent);
      // In turn, until one has something.
      return port.transports.flatMap((transport, i) => {
        if (i === 0) return takeText(port, transport, AT_ONCE, indent);
        const last = i === port.transports.length - 1 ? waitOf(port) : AT_ONCE;
        return [`${indent}if (code != NO_ERROR) {`, ...takeText(port, transport, last, `${indent}  `), `${indent}}`];
      });
    });
}

function endText({ dispatch }: ThreadPlan): string[] {
  if (dispatch.kind === "periodic") {
    if (!dispatch.isByClock) return ["    PERIODIC_WAIT(&code);"];
    return [
      "    REPLENISH(INFINITE_TIME_VALUE, &code);",
      `    release += ${nanoseconds(dispatch.periodNs)};`,
      "    wait_until(release);",
    ];
  }
  return dispatch.kind === "sporadic" && dispatch.leastNs > 0
    ? [`    wait_until(dispatched + ${nanoseconds(dispatch.leastNs)});`]
    : [];
}
