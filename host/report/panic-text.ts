/** A kernel panic: what, where, the registers, and who called. */
import { hex, placeText } from "./code-place.js";
import type { PanicEvent } from "./events.js";
import type { Colors } from "./palette.js";

const REGISTERS_A_LINE = 4;

export function panicText(panic: PanicEvent, names: readonly string[], colors: Colors): string {
  const { text, detail, partitionIndex, registers = {}, stack } = panic;
  const window = partitionIndex === undefined ? "" : `, in a window of ${names[partitionIndex] ?? partitionIndex}`;
  const what = detail === 0 ? text : `${text} (${hex(detail)})`;
  const lines = [`${colors.bold(colors.red("kernel panic"))}: ${what}${window}`];
  for (const [i, place] of stack.entries()) lines.push(`  ${i === 0 ? "in  " : "from"} ${placeText(place)}`);
  const shown = Object.entries(registers).map(([name, value]) => `${colors.dim(name.padEnd(6))} ${hex(value)}`);
  if (shown.length > 0) lines.push("");
  for (let i = 0; i < shown.length; i += REGISTERS_A_LINE) {
    lines.push(`  ${shown.slice(i, i + REGISTERS_A_LINE).join("   ")}`);
  }
  return lines.join("\n");
}
