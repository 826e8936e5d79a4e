/** A system's definition as the text of a system file, laid out as a person would write it. */
import type { SystemDefinition } from "../config/define.js";

const LINE_WIDTH = 120;
const INDENT = "  ";

/** The text of a system file. `heading`: lines of a comment at its top. */
export function systemText(system: SystemDefinition, heading: readonly string[] = []): string {
  const comment = heading.length === 0 ? "" : `${comments(heading)}\n`;
  return `${comment}import { defineSystem } from "bulkhead";\n\nexport default defineSystem(${valueText(system, 0, 30)});\n`;
}

const comments = (lines: readonly string[]): string =>
  lines.map((line) => `// ${line.replaceAll(/[\r\n]+/g, " ")}`.trimEnd()).join("\n");

/** On one line where it fits behind the `used` characters of the line and is no object of objects, else an entry a line. */
function valueText(value: unknown, depth: number, used: number): string {
  if (!isContainer(value)) return JSON.stringify(value);
  const flat = flatText(value);
  if (isShallow(value) && used + flat.length + 1 <= LINE_WIDTH) return flat;
  const inner = INDENT.repeat(depth + 1);
  const lines = Array.isArray(value)
    ? value.map((entry) => `${inner}${valueText(entry, depth + 1, inner.length)},`)
    : entriesOf(value).map(([name, entry]) => {
        const key = `${inner}${keyText(name)}: `;
        return `${key}${valueText(entry, depth + 1, key.length)},`;
      });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return [open, ...lines, `${INDENT.repeat(depth)}${close}`].join("\n");
}

function flatText(value: unknown): string {
  if (!isContainer(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatText).join(", ")}]`;
  const entries = entriesOf(value).map(([name, entry]) => `${keyText(name)}: ${flatText(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Whether a value can stand on a line: at most one level of containers in it. */
const isShallow = (value: object): boolean =>
  childrenOf(value).every((child) => !isContainer(child) || childrenOf(child).every((inner) => !isContainer(inner)));

const childrenOf = (value: object): unknown[] => (Array.isArray(value) ? value : entriesOf(value).map(([, v]) => v));

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The entries that have a value. */
const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, entry]) => entry !== undefined);

/** A key that is a name as it is, any other in quotes; `__proto__` would not be a key at all. */
const keyText = (name: string): string =>
  name === "__proto__" ? `["__proto__"]` : /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
