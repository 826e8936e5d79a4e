/** bulkhead/abi.h: constants, usable in assembly too, and the structures that a partition sees. */
import type { Scalar } from "../schema.js";
import { derivedConstants } from "./derived.js";
import type { PlacedField, PlacedStruct } from "./layout.js";
import type { Model } from "./model.js";
import { lowerSnake } from "./names.js";
import { banner, sentence } from "./text.js";

export const structName = (struct: string): string => `bulkhead_${lowerSnake(struct)}`;

const scalarName = (scalar: Scalar): string => `uint${scalar.slice(1)}_t`;

/** What guest and kernel change under each other's eyes. */
const SHARED_STRUCTS: ReadonlySet<string> = new Set(["VcpuPage"]);

function member(field: PlacedField, qualifier: string): string {
  const { type } = field;
  const name = lowerSnake(field.name);
  if (typeof type === "string") return `${qualifier}${scalarName(type)} ${name}`;
  if ("array" in type) return `${qualifier}${scalarName(type.array)} ${name}[${type.length}]`;
  if ("text" in type) return `${qualifier}char ${name}[${type.text}]`;
  return `struct ${structName(type.struct)} ${name}[${type.length}]`;
}

function structLines(struct: PlacedStruct): string[] {
  const qualifier = SHARED_STRUCTS.has(struct.name) ? "volatile " : "";
  const name = `struct ${structName(struct.name)}`;
  const lines = [`/** ${sentence(struct.doc)} */`, `${name} {`];
  for (const field of struct.fields) {
    if (field.doc !== "") lines.push(`  /** ${sentence(field.doc)} */`);
    lines.push(`  ${member(field, qualifier)};`);
  }
  lines.push("};", `_Static_assert(sizeof(${name}) == ${struct.sizeBytes}, "${struct.name}");`);
  for (const field of struct.fields) {
    const designator = lowerSnake(field.name);
    lines.push(
      `_Static_assert(__builtin_offsetof(${name}, ${designator}) == ${field.offset}, "${struct.name}.${field.name}");`,
    );
  }
  return lines;
}

export function cHeader(model: Model, structs: readonly PlacedStruct[]): string {
  const lines = [banner("//"), "#ifndef BULKHEAD_ABI_H", "#define BULKHEAD_ABI_H"];
  for (const group of model.groups) {
    lines.push("", `/* ${group.title}${group.doc === "" ? "" : `: ${sentence(group.doc)}`} */`);
    for (const { name, literal, doc } of group.constants) {
      lines.push(`/** ${sentence(doc)} */`, `#define BULKHEAD_${name} ${literal}`);
    }
  }
  for (const struct of structs) {
    lines.push("", `/* Layout of struct ${structName(struct.name)}, for assembly. */`);
    for (const { name, value } of derivedConstants(struct)) lines.push(`#define BULKHEAD_${name} ${value}`);
  }
  lines.push("", "#ifndef __ASSEMBLER__", "#include <stdint.h>");
  for (const struct of structs) lines.push("", ...structLines(struct));
  lines.push("", "#endif", "#endif");
  return `${lines.join("\n")}\n`;
}
