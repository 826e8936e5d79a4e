/** The header of the kernel's assembly: plain integers, usable in .S files. */
import { derivedConstants } from "./derived.js";
import type { Model } from "./model.js";
import { banner } from "./text.js";

export function assemblerHeader(model: Model): string {
  const lines = [banner("//"), "#pragma once"];
  for (const group of model.groups) {
    lines.push("", `// ${group.title}`);
    for (const { name, literal } of group.constants) lines.push(`#define ${name} ${literal}`);
  }
  for (const struct of model.structs) {
    lines.push("", `// ${struct.name}: ${struct.doc}`);
    for (const { name, value } of derivedConstants(struct)) lines.push(`#define ${name} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}
