/** `main.c`: makes what the threads share, starts them, and lets the partition run. `partition.h`: what both files know. */
import type { ChannelPort, GluePlan, LocalObject, ThreadPlan } from "../plan.js";
import { callText, comment, file, nanoseconds, quoted } from "./c-text.js";

const ID_TYPES = {
  sampling: "SAMPLING_PORT_ID_TYPE",
  queuing: "QUEUING_PORT_ID_TYPE",
  blackboard: "BLACKBOARD_ID_TYPE",
  buffer: "BUFFER_ID_TYPE",
  event: "EVENT_ID_TYPE",
  semaphore: "SEMAPHORE_ID_TYPE",
  mutex: "MUTEX_ID_TYPE",
} as const;

export function partitionHeader({ process, ports, objects, threads }: GluePlan): string {
  return file(
    comment(`What process ${process} is made of: its ports, the objects that its threads share, and the threads.`),
    ["#ifndef PARTITION_H", "#define PARTITION_H"],
    "#include <apex.h>",
    [...ports, ...objects].map(
      ({ kind, variable, ...rest }) =>
        `extern ${ID_TYPES[kind]} ${variable}; ${comment(purposeOf({ kind, variable, ...rest } as ChannelPort | LocalObject))}`,
    ),
    threads.map((thread) => `void ${thread.function}(void);`),
    "#endif",
  );
}

export function mainSource(plan: GluePlan): string {
  const { process, ports, objects, threads, types, processStackBytes } = plan;
  const everything = [...ports, ...objects];
  return file(
    comment(`Process ${process}: creates its ports and its threads, then lets them run.`),
    ["#include <apex.h>", ...(types.length > 0 ? ['#include "gtypes.h"'] : []), '#include "partition.h"'],
    [comment("The stack of each thread: the system file's processStack."), `#define STACK_BYTES ${processStackBytes}`],
    everything.map(({ kind, variable }) => `${ID_TYPES[kind]} ${variable};`),
    FAILED,
    START,
    [
      "int main(void) {",
      "  RETURN_CODE_TYPE code;",
      ...everything.flatMap((one) => [
        creation(one),
        `  if (code != NO_ERROR) return failed(${quoted(one.name)}, code);`,
      ]),
      ...threads.flatMap((thread) => [
        startText(thread),
        `  if (code != NO_ERROR) return failed(${quoted(thread.name)}, code);`,
      ]),
      "  SET_PARTITION_MODE(NORMAL, &code);",
      '  return failed("NORMAL", code);',
      "}",
    ],
  );
}

const FAILED = `${comment("Tells the module's health log what could not be made. The answer ends the partition.")}
static int failed(const char *what, RETURN_CODE_TYPE why) {
  RETURN_CODE_TYPE code;
  MESSAGE_SIZE_TYPE length = 0;
  while (length < MAX_NAME_LENGTH && what[length] != 0) length++;
  REPORT_APPLICATION_MESSAGE((MESSAGE_ADDR_TYPE)what, length, &code);
  return why;
}`;

const START = `static RETURN_CODE_TYPE start(PROCESS_ATTRIBUTE_TYPE attributes) {
  PROCESS_ID_TYPE process;
  RETURN_CODE_TYPE code;
  CREATE_PROCESS(&attributes, &process, &code);
  if (code == NO_ERROR) START(process, &code);
  return code;
}`;

function purposeOf(one: ChannelPort | LocalObject): string {
  switch (one.kind) {
    case "sampling":
    case "queuing":
      return `Port ${one.name}.`;
    case "mutex":
      return `Held by who works on ${one.purpose}.`;
    case "semaphore":
      return one.value > 0 ? `Held by who works on ${one.purpose}.` : `Events for ${one.purpose}.`;
    case "blackboard":
      return `What ${one.purpose} has shown last.`;
    case "buffer":
      return `Messages for ${one.purpose}.`;
    case "event":
      return `The event for ${one.purpose}.`;
  }
}

function creation(one: ChannelPort | LocalObject): string {
  const name = quoted(one.name);
  const size = one.type ? `sizeof(${one.type.name})` : "1";
  const id = `&${one.variable}`;
  const create = (service: string, ...args: readonly (string | number)[]): string =>
    callText(service, [name, ...args.map(String), id, "&code"], "  ");
  switch (one.kind) {
    case "sampling": {
      const isSource = one.direction === "source";
      return create(
        "CREATE_SAMPLING_PORT",
        size,
        isSource ? "SOURCE" : "DESTINATION",
        isSource ? "0" : nanoseconds(one.refreshNs),
      );
    }
    case "queuing":
      return create("CREATE_QUEUING_PORT", size, one.depth, one.direction.toUpperCase(), "FIFO");
    case "blackboard":
      return create("CREATE_BLACKBOARD", size);
    case "buffer":
      return create("CREATE_BUFFER", size, one.depth, "FIFO");
    case "event":
      return create("CREATE_EVENT");
    case "semaphore":
      return create("CREATE_SEMAPHORE", one.value, one.depth, "FIFO");
    case "mutex":
      return create("CREATE_MUTEX", one.priority, "FIFO");
  }
}

function startText({ name, function: entry, dispatch, deadlineNs, priority }: ThreadPlan): string {
  const isPeriodic = dispatch.kind === "periodic" && !dispatch.isByClock;
  const capacity = isPeriodic && deadlineNs !== undefined ? nanoseconds(deadlineNs) : "INFINITE_TIME_VALUE";
  return [
    "  code = start((PROCESS_ATTRIBUTE_TYPE){",
    `      .NAME = ${quoted(name)},`,
    `      .ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)${entry},`,
    `      .PERIOD = ${isPeriodic ? nanoseconds(dispatch.periodNs) : "INFINITE_TIME_VALUE"},`,
    `      .TIME_CAPACITY = ${capacity},`,
    `      .BASE_PRIORITY = ${priority},`,
    "      .STACK_SIZE = STACK_BYTES,",
    "      .DEADLINE = SOFT,",
    "  });",
  ].join("\n");
}
