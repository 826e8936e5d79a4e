/** docs/abi.md: the manual page of the boundary. */
import type { PlacedField, PlacedStruct } from "./layout.js";
import type { ConstantGroup, Model, ModelCall } from "./model.js";
import { banner } from "./text.js";

const REGISTERS = ["EBX", "ECX", "EDX", "ESI", "EDI"] as const;

const hex = (value: number): string => `0x${value.toString(16)}`;
const cell = (text: string): string => text.replaceAll("|", "\\|");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
}

function groupSection({ title, doc, constants }: ConstantGroup): string[] {
  const rows = constants.map(({ name, literal, doc }) => [`\`${name}\``, `\`${literal}\``, doc]);
  return [`### ${title}`, "", ...(doc === "" ? [] : [doc, ""]), ...table(["name", "value", "meaning"], rows)];
}

function callSection(call: ModelCall): string[] {
  const rows = call.args.map((argument, index) => {
    const extent =
      argument.length === undefined
        ? argument.struct
          ? ` to \`${argument.struct}\``
          : argument.extent && `, ${argument.extent}`
        : `, \`${argument.length}\` bytes`;
    return [REGISTERS[index]!, `\`${argument.name}\``, `${argument.type}${extent ?? ""}`, argument.doc];
  });
  const statuses = ["OK", ...call.errors].map((error) => `\`STATUS_${error}\``).join(", ");
  return [
    `### ${call.name}`,
    "",
    `\`${call.constant}\`, EAX = \`${hex(call.nr)}\`. ${call.doc}`,
    "",
    ...(rows.length === 0 ? ["No arguments.", ""] : table(["register", "argument", "type", "meaning"], rows)),
    `- EAX: ${call.constant === "HYPERCALL_IRET" ? call.errors.map((e) => `\`STATUS_${e}\``).join(", ") : statuses}`,
    `- EDX: ${call.value ?? "0."}`,
    "",
  ];
}

function fieldType({ type }: PlacedField): string {
  if (typeof type === "string") return type;
  if ("array" in type) return `${type.array}[${type.length}]`;
  if ("text" in type) return `text[${type.text}]`;
  return `${type.struct}[${type.length}]`;
}

function structSection(struct: PlacedStruct): string[] {
  const rows = struct.fields.map((field) => [
    hex(field.offset),
    String(field.sizeBytes),
    fieldType(field),
    `\`${field.name}\``,
    field.doc,
  ]);
  const head = ["offset", "bytes", "type", "field", "meaning"];
  return [`### ${struct.name}`, "", `${struct.doc} ${struct.sizeBytes} bytes.`, "", ...table(head, rows)];
}

export function manualPage(model: Model): string {
  const callTitles = new Set(["Core calls", "Hypercalls"]);
  const lines = [
    `<!--${banner("")} -->`,
    "# The ABI",
    "",
    "Everything that crosses a boundary: between a partition and the kernel, the kernel and its assembly, the host and",
    "the kernel. All numbers are little-endian; every field lies at its natural alignment and nothing is padded silently.",
    "",
    "## Calls",
    "",
    "A call's number goes into EAX and its arguments into EBX, ECX, EDX, ESI and EDI; then `call CALL_PAGE`. The status",
    "comes back in EAX and the value in EDX. All other registers are preserved, the arithmetic flags are undefined and DF",
    "is clear. `int GATE_CORE` does the same for core calls alone, `int GATE_HYPERCALL` for hypercalls alone. A number",
    "that does not exist returns `STATUS_UNKNOWN_CALL`. A call that returns an error has changed nothing.",
    "",
    "In C each call is a function `bulkhead_<name>` in `bulkhead/calls.h`; there a pair of arguments `x_low` and `x_high`",
    "is one 64-bit argument `x`. `iret` works on the caller's stack and has no C function.",
    "",
    "## Core calls",
    "",
    ...model.calls.core.flatMap(callSection),
    "## Hypercalls",
    "",
    ...model.calls.hypercalls.flatMap(callSection),
    "## Layouts between the kernel and a partition",
    "",
    ...model.layouts.guest.flatMap(structSection),
    "## Layouts between the host and the kernel",
    "",
    ...model.layouts.table.flatMap(structSection),
    "## Layouts that the kernel writes and the host observes",
    "",
    ...model.layouts.observed.flatMap(structSection),
    "## Layouts between the kernel and its assembly",
    "",
    ...model.layouts.kernel.flatMap(structSection),
    "## Constants",
    "",
    ...model.groups.filter(({ title }) => !callTitles.has(title)).flatMap(groupSection),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
