/** The host's side: constants, names and texts of values, and a decoder and an encoder a structure. */
import type { Enumeration, Scalar } from "../schema.js";
import type { PlacedField, PlacedStruct } from "./layout.js";
import { SCALAR_BYTES } from "./layout.js";
import type { Model, ModelCall } from "./model.js";
import { upperSnake } from "./names.js";
import { banner, sentence } from "./text.js";

/** What every codec stands on. A text is NUL-padded UTF-8. */
const HELPERS = `
function readText(view: DataView, offset: number, sizeBytes: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + offset, sizeBytes);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end === -1 ? bytes : bytes.subarray(0, end));
}

function writeText(view: DataView, offset: number, sizeBytes: number, value: string): void {
  const bytes = new TextEncoder().encode(value);
  if (bytes.length > sizeBytes) throw new RangeError(\`"\${value}" takes more than \${sizeBytes} bytes\`);
  const target = new Uint8Array(view.buffer, view.byteOffset + offset, sizeBytes);
  target.fill(0);
  target.set(bytes);
}

function readArray<T>(length: number, read: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => read(index));
}

function writeArray<T>(length: number, values: readonly T[], write: (index: number, value: T) => void): void {
  if (values.length !== length) throw new RangeError(\`\${values.length} elements where \${length} belong\`);
  values.forEach((value, index) => {
    write(index, value);
  });
}`;

const hostScalar = (scalar: Scalar): string => (scalar === "u64" ? "bigint" : "number");

function hostType({ type }: PlacedField): string {
  if (typeof type === "string") return hostScalar(type);
  if ("array" in type) return `readonly ${hostScalar(type.array)}[]`;
  if ("text" in type) return "string";
  return `readonly ${type.struct}[]`;
}

const ACCESSORS: Readonly<Record<Scalar, string>> = { u8: "Uint8", u16: "Uint16", u32: "Uint32", u64: "BigUint64" };
const endianness = (scalar: Scalar): string => (scalar === "u8" ? "" : ", true");
const get = (scalar: Scalar, at: string): string => `view.get${ACCESSORS[scalar]}(${at}${endianness(scalar)})`;
const set = (scalar: Scalar, at: string, value: string): string =>
  `view.set${ACCESSORS[scalar]}(${at}, ${value}${endianness(scalar)})`;

function decodeExpression({ type, offset }: PlacedField): string {
  const at = `offset + ${offset}`;
  if (typeof type === "string") return get(type, at);
  if ("text" in type) return `readText(view, ${at}, ${type.text})`;
  if ("array" in type) {
    return `readArray(${type.length}, (index) => ${get(type.array, `${at} + index * ${SCALAR_BYTES[type.array]}`)})`;
  }
  return `readArray(${type.length}, (index) => decode${type.struct}(view, ${at} + index * ${upperSnake(type.struct)}_SIZE))`;
}

function encodeStatement({ name, type, offset }: PlacedField): string {
  const at = `offset + ${offset}`;
  if (typeof type === "string") return `${set(type, at, `value.${name}`)};`;
  if ("text" in type) return `writeText(view, ${at}, ${type.text}, value.${name});`;
  const stride = "array" in type ? `${SCALAR_BYTES[type.array]}` : `${upperSnake(type.struct)}_SIZE`;
  const element = `${at} + index * ${stride}`;
  const write = "array" in type ? set(type.array, element, "item") : `encode${type.struct}(view, ${element}, item)`;
  return `writeArray(${type.length}, value.${name}, (index, item) => ${write});`;
}

function structLines(struct: PlacedStruct): string[] {
  const { name, doc, fields } = struct;
  return [
    `export const ${upperSnake(name)}_SIZE = ${struct.sizeBytes};`,
    `/** ${sentence(doc)} */`,
    `export interface ${name} {`,
    ...fields.flatMap((field) => [
      ...(field.doc === "" ? [] : [`  /** ${sentence(field.doc)} */`]),
      `  readonly ${field.name}: ${hostType(field)};`,
    ]),
    "}",
    `export function decode${name}(view: DataView, offset: number): ${name} {`,
    "  return {",
    ...fields.map((field) => `    ${field.name}: ${decodeExpression(field)},`),
    "  };",
    "}",
    `export function encode${name}(view: DataView, offset: number, value: ${name}): void {`,
    ...fields.map((field) => `  ${encodeStatement(field)}`),
    "}",
    ...fields.map((field) => `export const ${upperSnake(name)}_${upperSnake(field.name)}_OFFSET = ${field.offset};`),
  ];
}

function tableLines(name: string, doc: string, entries: readonly (readonly [number, string])[]): string[] {
  return [
    `/** ${sentence(doc)} */`,
    `export const ${name}: Readonly<Record<number, string>> = {`,
    ...entries.map(([value, text]) => `  ${value}: ${JSON.stringify(text)},`),
    "};",
  ];
}

function enumerationTables({ prefix, doc, values }: Enumeration): string[] {
  return [
    ...tableLines(
      `${prefix}_NAMES`,
      `Names by value. ${doc}`,
      values.map(({ value, name }) => [value, name]),
    ),
    ...tableLines(
      `${prefix}_TEXTS`,
      `Texts by value. ${doc}`,
      values.map((item) => [item.value, item.doc]),
    ),
  ];
}

export function hostCodecs(model: Model): string {
  const lines = [banner("//")];
  for (const group of model.groups) {
    lines.push("", `// ${group.title}${group.doc === "" ? "" : `: ${group.doc}`}`);
    for (const { name, literal, doc } of group.constants) {
      lines.push(`/** ${sentence(doc)} */`, `export const ${name} = ${literal};`);
    }
  }
  for (const enumeration of model.enumerations) lines.push("", ...enumerationTables(enumeration));
  const calls: ModelCall[] = [...model.calls.core, ...model.calls.hypercalls];
  lines.push(
    "",
    ...tableLines(
      "CALL_NAMES",
      "Names of all calls by number.",
      calls.map(({ nr, name }) => [nr, name]),
    ),
  );
  lines.push(HELPERS);
  for (const struct of model.structs) lines.push("", ...structLines(struct));
  return `${lines.join("\n")}\n`;
}
