/** docs/arinc653-services.md: every service with its codes, and which cases the conformity tests have passed. */

import type { ApexGroup, ApexParameter, ApexService } from "../apex/schema.js";
import { APEX } from "../apex.js";
import { casesOf } from "./apex-cases.js";
import { banner } from "./text.js";

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => "---")),
  ...rows.map(row),
  "",
];
const anchor = (service: string): string => `[${service}](#${service.toLowerCase()})`;

interface Progress {
  readonly passed: number;
  readonly all: number;
}
function progressOf(service: ApexService, passed: ReadonlySet<string>): Progress {
  const cases = casesOf(service);
  return { passed: cases.filter(({ id }) => passed.has(id)).length, all: cases.length };
}
const shown = ({ passed, all }: Progress): string => `${passed} of ${all}`;
const sum = (each: readonly Progress[]): Progress => ({
  passed: each.reduce((total, { passed }) => total + passed, 0),
  all: each.reduce((total, { all }) => total + all, 0),
});

const sectionOf = (group: ApexGroup, at: number): string =>
  group.part === 1 ? `Part 1, ${group.section}.${at + 1}` : `Part 2, ${group.section}`;

function parameterRow({ name, type, direction, doc }: ApexParameter): string[] {
  return [direction, `\`${name}\``, `\`${type}\``, doc];
}

function serviceSection(group: ApexGroup, at: number, passed: ReadonlySet<string>): string[] {
  const service = group.services[at]!;
  const behind =
    service.call === "none"
      ? "The library answers it without entering the kernel."
      : `Behind it: [${service.call}](abi.md#${service.call}).`;
  const codes = casesOf(service).map(({ id, code, when }) => [
    `\`${code}\``,
    code === "NO_ERROR" ? "It is done." : when,
    passed.has(id) ? "passed" : "",
  ]);
  return [
    `### ${service.name}`,
    "",
    `${sectionOf(group, at)}. ${service.doc} ${behind}`,
    "",
    ...(service.parameters.length === 0
      ? []
      : table(["", "parameter", "type", "meaning"], service.parameters.map(parameterRow))),
    ...(service.hasReturnCode === false ? ["It has no RETURN_CODE.", ""] : table(["code", "when", "tested"], codes)),
  ];
}

function overview(passed: ReadonlySet<string>): string[] {
  const rows = APEX.flatMap((group) =>
    group.services.map((service, at) => [
      anchor(service.name),
      sectionOf(group, at),
      `\`${group.header}\``,
      [...new Set(service.codes.map(({ code }) => code))].join(", "),
      shown(progressOf(service, passed)),
    ]),
  );
  return table(["service", "section", "header", "codes besides NO_ERROR", "cases tested"], rows);
}

export function apexManual(passedIds: readonly string[]): string {
  const passed = new Set(passedIds);
  const services = (part: 1 | 2): ApexService[] =>
    APEX.filter((group) => group.part === part).flatMap((group) => group.services);
  const all = [...services(1), ...services(2)].map((service) => progressOf(service, passed));
  const lines = [
    `<!--${banner("")} -->`,
    "# The services of the APEX",
    "",
    `All ${services(1).length} required services of ARINC 653 Part 1, Supplement 5, and ${services(2).length} of Part 2, each with its return codes in the`,
    `order of the checks. The conformity tests have passed ${shown(sum(all))} cases. What is not said here,`,
    "[arinc653.md](arinc653.md) says: limits, decisions, deviations.",
    "",
    "A name or a message that is not the partition's memory is `INVALID_PARAM`, without being listed. What a service",
    "returns, the library writes, with the caller's rights: where the caller has none, it is a memory violation of his.",
    "",
    ...overview(passed),
    ...APEX.flatMap((group) => [
      `## ${group.title}`,
      "",
      ...group.services.flatMap((_, at) => serviceSection(group, at, passed)),
    ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
