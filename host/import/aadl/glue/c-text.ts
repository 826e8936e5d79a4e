/** C as a person would write it: declarations, calls and comments, none of which the model can break out of. */
import type { CFunction, CParameter } from "../plan.js";

const LINE_WIDTH = 100;

/** A comment of one line. What the model named cannot end it. */
export const comment = (text: string): string => `/* ${text.replaceAll("*/", "* /").replaceAll(/[\r\n]+/g, " ")} */`;

/** A string of C. */
export const quoted = (text: string): string =>
  `"${text
    .replaceAll(/[^\x20-\x7e]/g, "?")
    .replaceAll(/["\\]/g, "\\$&")
    .replaceAll("??", "?\\?")}"`;

/** `void user_send(test__myint *output)`. */
export function prototype({ name, parameters }: CFunction): string {
  return `void ${name}(${parameters.length > 0 ? parameters.map(parameterText).join(", ") : "void"})`;
}

const parameterText = ({ name, type, isPointer }: CParameter): string => `${type.name} ${isPointer ? "*" : ""}${name}`;

/** `f(a, b, c);`, on several lines where it is long. */
export function callText(name: string, args: readonly string[], indent: string): string {
  const flat = `${indent}${name}(${args.join(", ")});`;
  if (flat.length <= LINE_WIDTH) return flat;
  const lines: string[] = [];
  let line = `${indent}${name}(`;
  const inner = " ".repeat(indent.length + 4);
  args.forEach((arg, i) => {
    const text = `${arg}${i + 1 < args.length ? "," : ");"}`;
    if (line.length + text.length + 1 > LINE_WIDTH && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = inner;
    }
    line += `${text} `;
  });
  return [...lines, line.trimEnd()].join("\n");
}

/** Nanoseconds as C has them. */
export const nanoseconds = (ns: number): string => `${ns}LL`;

/** Parts of a file with an empty line between those that are there. */
export const file = (...parts: readonly (string | readonly string[] | undefined)[]): string =>
  `${parts
    .map((part) => (typeof part === "string" ? part : (part?.join("\n") ?? "")))
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
