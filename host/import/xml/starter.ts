/**
 * A program to begin with, for a partition of which only ports and processes are described: it creates them as the
 * description has them, says so on its console, and enters NORMAL. What the partition is for, its author writes.
 */
import type { GeneratedFile } from "../importer.js";
import type { ProcessEntry } from "./module.js";
import { deadlineOf, PRIORITY_BY_DEFAULT, periodOf, timeCapacityOf } from "./processes.js";
import type { Mark } from "./source.js";

export interface StarterPort {
  readonly name: string;
  readonly kind: "sampling" | "queuing";
  readonly isSource: boolean;
  readonly sizeBytes: number;
  /** Of a queuing port. */
  readonly depth: number;
  /** Of a sampling port. */
  readonly refreshNs: number | undefined;
  readonly mark: Mark;
}

export interface StarterPartition {
  readonly name: string;
  /** Of the file, from the system file's folder. */
  readonly path: string;
  readonly ports: readonly StarterPort[];
  readonly processes: readonly ProcessEntry[];
  /** The system file has a table of them. */
  readonly hasTable: boolean;
}

const STACK_BYTES = 4096;

export function starterFile(partition: StarterPartition, description: string): GeneratedFile {
  return { path: partition.path, text: starterText(partition, description) };
}

export function starterText({ name, ports, processes, hasTable }: StarterPartition, description: string): string {
  const identifiers = new Identifiers();
  const portNames = ports.map((port) => identifiers.of(port.name, "port"));
  const processNames = processes.map((process) => identifiers.of(process.name, "process"));
  const blocks = [
    `// Partition ${name}, to begin with: it creates what ${plain(description)} gives it and enters NORMAL. What it does is yours to write.`,
    "#include <apex.h>\n#include <stdio.h>",
    ...(ports.length > 0 ? [declarations(ports, portNames)] : []),
    MUST,
    ...processes.map((process, i) => processFunction(process, processNames[i]!)),
    ...(ports.length > 0 ? [createPorts(ports, portNames)] : []),
    ...(processes.length > 0 ? [createProcesses(processes, processNames, hasTable)] : []),
    mainFunction(ports.length, processes.length),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const MUST = `// Ends the partition where a service of its start failed.
static void must(RETURN_CODE_TYPE code, const char *what) {
  if (code == NO_ERROR) return;
  printf("%.32s: return code %d\\n", what, (int)code);
  SET_PARTITION_MODE(IDLE, &code);
}`;

function declarations(ports: readonly StarterPort[], names: readonly string[]): string {
  return ports
    .map(({ kind, isSource, sizeBytes }, i) => {
      const type = kind === "sampling" ? "SAMPLING_PORT_ID_TYPE" : "QUEUING_PORT_ID_TYPE";
      const way = isSource ? "out" : "in";
      return `static ${type} ${names[i]}; // ${way}, messages of up to ${sizeBytes} bytes`;
    })
    .join("\n");
}

function createPorts(ports: readonly StarterPort[], names: readonly string[]): string {
  const lines = ports.flatMap(({ name, kind, isSource, sizeBytes, depth, refreshNs }, i) => {
    const direction = isSource ? "SOURCE" : "DESTINATION";
    const [port, text] = [names[i]!, literal(name)];
    const call =
      kind === "sampling"
        ? `CREATE_SAMPLING_PORT(${text}, ${sizeBytes}, ${direction}, ${nanoseconds(refreshNs ?? 1)}, &${port}, &code);`
        : `CREATE_QUEUING_PORT(${text}, ${sizeBytes}, ${depth}, ${direction}, FIFO, &${port}, &code);`;
    return [call, `must(code, ${text});`];
  });
  return ["static void create_ports(void) {", ...indented(["RETURN_CODE_TYPE code;", ...lines]), "}"].join("\n");
}

function processFunction(process: ProcessEntry, identifier: string): string {
  const says = `printf("%s runs\\n", ${literal(process.name)});`;
  const body =
    periodOf(process) !== undefined
      ? ["RETURN_CODE_TYPE code;", says, "for (;;) PERIODIC_WAIT(&code);"]
      : [says, "// A process that returns has stopped itself."];
  return [`static void ${identifier}(void) {`, ...indented(body), "}"].join("\n");
}

function createProcesses(processes: readonly ProcessEntry[], names: readonly string[], hasTable: boolean): string {
  const isDelayed = processes.some(({ times }) => times.delay !== undefined);
  const creations = processes.flatMap((process, i) => {
    const { name, priority, stackBytes, times } = process;
    return [
      "create_and_start(&(PROCESS_ATTRIBUTE_TYPE){",
      ...indented([
        `.NAME = ${literal(name)},`,
        `.ENTRY_POINT = (SYSTEM_ADDRESS_TYPE)${names[i]},`,
        `.PERIOD = ${duration(periodOf(process))},`,
        `.TIME_CAPACITY = ${duration(timeCapacityOf(process))},`,
        `.BASE_PRIORITY = ${priority?.value ?? PRIORITY_BY_DEFAULT},`,
        `.STACK_SIZE = ${Math.max(STACK_BYTES, stackBytes?.value ?? 0)},`,
        `.DEADLINE = ${deadlineOf(process)},`,
      ]),
      isDelayed ? `}, ${nanoseconds(times.delay?.value ?? 0)});` : "});",
    ];
  });
  const create = [
    ...(hasTable ? ["// The system file's table has these attributes, too: with others CREATE_PROCESS fails."] : []),
    `static void create_and_start(PROCESS_ATTRIBUTE_TYPE *attributes${isDelayed ? ", SYSTEM_TIME_TYPE delay" : ""}) {`,
    ...indented([
      "PROCESS_ID_TYPE process;",
      "RETURN_CODE_TYPE code;",
      "CREATE_PROCESS(attributes, &process, &code);",
      "must(code, attributes->NAME);",
      isDelayed ? "DELAYED_START(process, delay, &code);" : "START(process, &code);",
      "must(code, attributes->NAME);",
    ]),
    "}",
  ];
  return [...create, "", "static void create_processes(void) {", ...indented(creations), "}"].join("\n");
}

function mainFunction(ports: number, processes: number): string {
  const counts = [count(ports, "port", "ports"), count(processes, "process", "processes")].join(", ");
  const body = [
    "RETURN_CODE_TYPE code;",
    ...(ports > 0 ? ["create_ports();"] : []),
    ...(processes > 0 ? ["create_processes();"] : []),
    `printf("starts with ${counts}\\n");`,
    "SET_PARTITION_MODE(NORMAL, &code);",
    'must(code, "SET_PARTITION_MODE");',
    "return 0;",
  ];
  return ["int main(void) {", ...indented(body), "}"].join("\n");
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
/** More than 32 bits hold, too. */
const nanoseconds = (ns: number): string => `${ns}${ns > 0x7fffffff ? "LL" : ""}`;
const duration = (ns: number | undefined): string => (ns === undefined ? "INFINITE_TIME_VALUE" : nanoseconds(ns));
/** In a comment's one line. */
const plain = (text: string): string => text.replaceAll(/[^\x20-\x7e]|\\$/g, "?");

/** A string literal; after an escape the next characters are never taken for digits of it, nor `??` for a trigraph. */
const literal = (text: string): string =>
  `"${text
    .replaceAll(/[\\"]/g, "\\$&")
    .replaceAll("?", "\\?")
    .replaceAll(/[^\x20-\x7e]/g, "_")}"`;

/** Names as identifiers of C, each there once. */
class Identifiers {
  private readonly taken = new Set(RESERVED);

  of(name: string, what: string): string {
    const letters = name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "_")
      .replaceAll(/^_+|_+$/g, "");
    const wanted = `${/^[a-z]/.test(letters) ? letters : `${what}_${letters}`}${what === "port" && !/port/.test(letters) ? "_port" : ""}`;
    let found = wanted;
    for (let i = 2; this.taken.has(found); i++) found = `${wanted}_${i}`;
    this.taken.add(found);
    return found;
  }
}

/** Of C, its library as the starter includes it, and the starter itself. */
const RESERVED =
  `auto bool break case char const constexpr continue default do double else enum extern false float for goto if inline int
  long nullptr register restrict return short signed sizeof static struct switch true typedef typeof union unsigned void
  volatile while asm main must printf puts putchar sprintf snprintf vprintf create_ports create_processes
  create_and_start abs exit abort div time clock signal remove rename read write index errno stdin stdout stderr`.split(
    /\s+/,
  );
