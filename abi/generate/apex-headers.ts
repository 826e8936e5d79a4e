/**
 * The APEX in C: apexType.h, a header a group of services, and apex.h, which has them all. They need no other header of
 * Bulkhead and no C later than C99.
 */

import type { ApexCode, ApexGroup, ApexParameter, ApexService, ApexType } from "../apex/schema.js";
import { SHARED_TYPES } from "../apex/types.js";
import { APEX, RETURN_CODE_OF_STATUS } from "../apex.js";
import type { Output } from "./outputs.js";
import { banner } from "./text.js";

const FOLDER = "partition/c/include";
const COMMENT_WIDTH = 118;

const guard = (header: string): string =>
  header
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(".", "_")
    .toUpperCase();
/** A pointer's star stands at the name: `APEX_BYTE *name`. */
const declared = (type: string, name: string): string => (type.endsWith("*") ? `${type}${name}` : `${type} ${name}`);

function typeLines(type: ApexType): string[] {
  switch (type.kind) {
    case "constant": {
      const isNegative = typeof type.value === "number" && type.value < 0;
      return [`#define ${type.name} ${isNegative ? `(${type.value})` : type.value}`];
    }
    case "alias": {
      const [element, length] = type.type.split("[") as [string, string | undefined];
      return [`typedef ${declared(element, type.name)}${length === undefined ? "" : `[${length}`};`];
    }
    case "enumeration": {
      const values = type.values.map((value, index) => `${value} = ${index}`);
      return [`typedef enum { ${values.join(", ")} } ${type.name};`];
    }
    case "structure":
      return [
        "typedef struct {",
        ...type.fields.map(([field, name]) => `  ${declared(field, name)};`),
        `} ${type.name};`,
      ];
  }
}

/** The words of a comment, broken into lines; those after the first are indented like `prefix`. */
function wrapped(prefix: string, text: string): string[] {
  const lines: string[] = [];
  let line = prefix;
  let isFresh = true;
  for (const word of text.split(" ")) {
    if (!isFresh && line.length + 1 + word.length > COMMENT_WIDTH) {
      lines.push(line);
      line = " ".repeat(prefix.length);
      isFresh = true;
    }
    line += isFresh ? word : ` ${word}`;
    isFresh = false;
  }
  return [...lines, line];
}

const codeText = ({ code, when }: ApexCode): string[] => wrapped(` *   ${code.padEnd(15)}`, when).map(starred);
const starred = (line: string): string => (line.startsWith(" *") ? line : ` *${line.slice(2)}`);

function declaration({ name, type, direction }: ApexParameter): string {
  return direction === "in" ? `/*in */ ${declared(type, name)}` : `/*out*/ ${declared(`${type} *`, name)}`;
}

function serviceLines(service: ApexService): string[] {
  const parameters = service.parameters.map(declaration);
  if (service.hasReturnCode !== false) parameters.push("/*out*/ RETURN_CODE_TYPE *RETURN_CODE");
  const lines = ["/**", ...wrapped(" * ", service.doc).map(starred), ...service.codes.flatMap(codeText), " */"];
  if (parameters.length === 0) return [...lines, `extern void ${service.name} (void);`];
  return [...lines, `extern void ${service.name} (`, `    ${parameters.join(",\n    ")});`];
}

/** Types of one kind stand together, in their order; structures apart. */
function typesLines(types: readonly ApexType[]): string[] {
  const lines: string[] = [];
  let last: ApexType["kind"] | undefined;
  for (const type of types) {
    if (type.kind !== last || type.kind === "structure") lines.push("");
    lines.push(...typeLines(type));
    last = type.kind;
  }
  return lines;
}

function header(name: string, title: string, includes: readonly string[], body: readonly string[]): Output {
  const lines = [
    banner("//"),
    `// ${title}`,
    `#ifndef ${guard(name)}`,
    `#define ${guard(name)}`,
    ...(includes.length === 0 ? [] : ["", ...includes.map((include) => `#include "${include}"`)]),
    ...body,
    "",
    "#endif",
  ];
  return { path: `${FOLDER}/${name}`, text: `${lines.join("\n")}\n` };
}

const sectionOf = ({ part, section }: ApexGroup): string =>
  part === 1 ? `ARINC 653 Part 1, ${section}` : "ARINC 653 Part 2";

const groupHeader = (group: ApexGroup): Output =>
  header(
    group.header,
    `${group.title} (${sectionOf(group)}).`,
    ["apexType.h", ...group.includes],
    [...typesLines(group.types), ...group.services.flatMap((service) => ["", ...serviceLines(service)])],
  );

/** What the library turns a call's status into. */
function returnCodes(): Output {
  const entries = Object.entries(RETURN_CODE_OF_STATUS).map(
    ([status, code]) => `  [BULKHEAD_STATUS_${status}] = ${code}, \\`,
  );
  const lines = [
    banner("//"),
    "#pragma once",
    "",
    "// The RETURN_CODE_TYPE of each STATUS.",
    "#define APEX_RETURN_CODES \\",
    ...entries,
  ];
  return { path: "partition/c/apex/return-codes.h", text: `${lines.join("\n")}\n\n` };
}

export function apexHeaders(): Output[] {
  return [
    header("apexType.h", "What all services of the APEX share (ARINC 653 Part 1).", [], typesLines(SHARED_TYPES)),
    ...APEX.map(groupHeader),
    returnCodes(),
    header("apex.h", "All of the APEX.", ["apexType.h", ...APEX.map((group) => group.header)], []),
  ];
}
