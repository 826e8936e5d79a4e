/** Elements as the text of an XML file: one a line, two blanks deeper than the one around it. */

export interface XmlNode {
  readonly name: string;
  /** Those that are undefined are left out. */
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly children: readonly XmlNode[];
}

const LINE_WIDTH = 120;

export const node = (
  name: string,
  attributes: XmlNode["attributes"] = {},
  children: readonly XmlNode[] = [],
): XmlNode => ({ name, attributes, children });

export function xmlText(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, "").join("\n")}\n`;
}

function lines({ name, attributes, children }: XmlNode, indent: string): string[] {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}="${escaped(String(value))}"`);
  const end = children.length === 0 ? "/>" : ">";
  const flat = `${indent}<${[name, ...written].join(" ")}${end}`;
  const opening =
    flat.length <= LINE_WIDTH || written.length < 2
      ? [flat]
      : [`${indent}<${name}`, ...written.map((each) => `${indent}    ${each}`)];
  if (opening.length > 1) opening[opening.length - 1] += end;
  if (children.length === 0) return opening;
  return [...opening, ...children.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Of an attribute's value. A reader turns line ends and tabs into blanks unless they are written as numbers. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, (sign) => NAMED[sign]!)
    .replaceAll(/[\t\n\r\u0085\u2028]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Whether XML 1.0 has a way to write the text: no control characters, no half of a pair of surrogates. */
export const isWritable = (text: string): boolean =>
  /^[\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text);
