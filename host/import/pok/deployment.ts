/**
 * `deployment.h`: what a program for POK is told of its partition. The compiler includes it before everything else, since
 * POK's headers are empty without the `POK_NEEDS_*` macros; `BULKHEAD_POK_*` macros are for our library of POK's functions
 * (`partition/c/pok`). Both importers of POK's descriptions write it.
 */

/** A partition as its program sees it. */
export interface Deployment {
  /** The partition's name. */
  readonly partition: string;
  /** Threads that it may have, `main` included. */
  readonly threads: number;
  /** Threads of the partitions before it: identifiers count through the module. Default: 0. */
  readonly firstThread?: number;
  readonly mutexes?: number;
  readonly semaphores?: number;
  /** POK's events, each a lock with a condition. */
  readonly events?: number;
  /** Mutexes, semaphores and events of the partitions before it. Default: 0. */
  readonly firstLockObject?: number;
  /** Threads run by their periods, the shortest first, whatever their priorities; the partition's policy is `"priority"`. */
  readonly rateMonotonic?: boolean;
  /** What POK calls features, without `POK_NEEDS_`: `["CONSOLE", "LIBC_STDLIB"]`. Those of the counts above are added. */
  readonly needs?: readonly string[];
  /** Further macros that the program sees, without `POK_CONFIG_`: `{ NB_BUFFERS: 1 }`. */
  readonly config?: Readonly<Record<string, number | string>>;
  /** Its ports, as the system file has them: POK's functions do not tell how long a message is, or how many fit. */
  readonly samplingPorts?: readonly SamplingPort[];
  readonly queueingPorts?: readonly QueueingPort[];
}

export interface SamplingPort {
  readonly name: string;
  readonly messageBytes: number;
  /** As the system file has it; of a source anything. */
  readonly refreshNs: number;
}

export interface QueueingPort {
  readonly name: string;
  readonly messageBytes: number;
  readonly messages: number;
}

/** POK's own guard: where a file lies that POK generated, this one comes first and that one is empty. */
const GUARD = "__POK_USER_GENERATED_DEPLOYMENT_H_";

/** The text of the header. */
export function deploymentHeader(deployment: Deployment): string {
  const { partition, threads, firstThread = 0, firstLockObject = 0, config = {} } = deployment;
  const { mutexes = 0, semaphores = 0, events = 0, samplingPorts = [], queueingPorts = [] } = deployment;
  const needs = new Set(deployment.needs);
  if (mutexes > 0) needs.add("MUTEXES");
  if (semaphores > 0) needs.add("SEMAPHORES");
  if (events > 0) needs.add("EVENTS");
  const lines = [
    `// What POK's headers, and our library behind them, are told of partition ${JSON.stringify(partition)}.`,
    `#ifndef ${GUARD}`,
    `#define ${GUARD}`,
    "",
    ...[...needs].sort().map((need) => `#define POK_NEEDS_${need} 1`),
    ...Object.entries(config).map(([name, value]) => `#define POK_CONFIG_${name} ${value}`),
    "",
    `#define BULKHEAD_POK_THREADS ${threads}`,
    `#define BULKHEAD_POK_FIRST_THREAD ${firstThread}`,
    `#define BULKHEAD_POK_LOCK_OBJECTS ${mutexes + semaphores + events}`,
    `#define BULKHEAD_POK_FIRST_LOCK_OBJECT ${firstLockObject}`,
    ...(deployment.rateMonotonic ? ["#define BULKHEAD_POK_RATE_MONOTONIC 1"] : []),
    ...list(
      "SAMPLING_PORTS",
      samplingPorts.map((port) => `PORT(${cString(port.name)}, ${port.messageBytes}, ${port.refreshNs}ULL)`),
    ),
    ...list(
      "QUEUEING_PORTS",
      queueingPorts.map((port) => `PORT(${cString(port.name)}, ${port.messageBytes}, ${port.messages})`),
    ),
    "",
    "#endif",
  ];
  return `${lines.join("\n").replaceAll(/\n{3,}/g, "\n\n")}\n`;
}

const list = (name: string, entries: readonly string[]): string[] =>
  entries.length === 0 ? [] : [`#define BULKHEAD_POK_${name}(PORT) ${entries.join(" ")}`];

/** A string of C: a JSON string is one, but for characters that C writes otherwise, which no port's name may have. */
const cString = (text: string): string => JSON.stringify(text);
