/**
 * AssemblyScript that tsc accepts too: constants, and an @unmanaged class a structure. AssemblyScript has no
 * arrays inside classes: they become private fillers, read and written through the field's offset.
 */
import { derivedConstants } from "./derived.js";
import type { PlacedField, PlacedStruct } from "./layout.js";
import type { Model } from "./model.js";
import { banner, sentence } from "./text.js";

const FILLERS_A_LINE = 8;

function fillerType({ offset, sizeBytes }: PlacedField): { name: "u8" | "u32"; bytes: 1 | 4 } {
  return offset % 4 === 0 && sizeBytes % 4 === 0 ? { name: "u32", bytes: 4 } : { name: "u8", bytes: 1 };
}

function fillerLines(field: PlacedField): string[] {
  const { name, bytes } = fillerType(field);
  const fillers = Array.from(
    { length: field.sizeBytes / bytes },
    (_, index) => `private ${field.name}${index}: ${name};`,
  );
  const lines: string[] = [];
  for (let start = 0; start < fillers.length; start += FILLERS_A_LINE) {
    lines.push(`  ${fillers.slice(start, start + FILLERS_A_LINE).join(" ")}`);
  }
  return lines;
}

function classLines(struct: PlacedStruct): string[] {
  const lines = [`/** ${struct.doc} */`, `@unmanaged export class ${struct.name} {`];
  for (const field of struct.fields) {
    if (field.doc !== "") lines.push(`  /** ${sentence(field.doc)} */`);
    if (typeof field.type === "string") lines.push(`  ${field.name}: ${field.type};`);
    else lines.push(...fillerLines(field));
  }
  lines.push("}");
  lines.push(`if (offsetof<${struct.name}>() !== ${struct.sizeBytes}) ERROR("${struct.name}: wrong size");`);
  for (const field of struct.fields) {
    const member = typeof field.type === "string" ? field.name : `${field.name}0`;
    lines.push(
      `if (offsetof<${struct.name}>("${member}") !== ${field.offset}) ERROR("${struct.name}.${field.name}: wrong offset");`,
    );
  }
  return lines;
}

/** The file for one side of the boundary, with the classes of `structs`. */
export function assemblyScript(model: Model, structs: readonly PlacedStruct[]): string {
  const lines = [banner("//")];
  for (const group of model.groups) {
    lines.push("", `// ${group.title}${group.doc === "" ? "" : `: ${group.doc}`}`);
    for (const { name, literal, doc } of group.constants) {
      lines.push(`/** ${sentence(doc)} */`, `export const ${name}: u32 = ${literal};`);
    }
  }
  for (const struct of structs) {
    lines.push("");
    for (const { name, value } of derivedConstants(struct)) lines.push(`export const ${name}: u32 = ${value};`);
    lines.push(...classLines(struct));
  }
  return `${lines.join("\n")}\n`;
}
