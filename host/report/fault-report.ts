/** Faults of configuration and build, for people and as JSON lines. */
import { relative } from "node:path";
import type { Fault } from "../config/fault.js";
import type { Colors } from "./palette.js";

/**
 * @example
 * error BH1040 schedule.windows[1].partition: there is no partition "gest"
 *   at system.ts:13:20
 *
 *     12 |   windows: [
 *   > 13 |     { partition: "gest", duration: "4ms" },
 *        |                  ^^^^^^
 *     14 |   ],
 *
 *   help: did you mean "guest"?
 */
export function formatFault(fault: Fault, colors: Colors): string {
  const { code, path, message, frame, drawing, remedy, severity } = fault;
  const kind = severity === "warning" ? colors.yellow("warning") : colors.red("error");
  const lines = [`${colors.bold(kind)} ${colors.bold(code)} ${path ? `${path}: ` : ""}${message}`];
  const place = placeText(fault);
  if (place) lines.push(`  ${colors.dim("at")} ${colors.cyan(place)}`);
  if (frame) lines.push("", ...frame.split("\n").map((line) => `  ${paintFrameLine(line, colors)}`), "");
  if (drawing) lines.push(...drawing.split("\n"), "");
  if (remedy) lines.push(`  ${colors.green("help:")} ${remedy}`);
  return lines.join("\n").trimEnd();
}

/** All faults, and a line that counts them. */
export function formatFaults(faults: readonly Fault[], colors: Colors): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return `${faults.map((fault) => formatFault(fault, colors)).join("\n\n")}\n\n${colors.bold(count)}\n`;
}

/** Warnings, with an empty line behind each. */
export const formatWarnings = (warnings: readonly Fault[], colors: Colors): string =>
  warnings.map((warning) => `${formatFault(warning, colors)}\n\n`).join("");

/** A fault or warning among the JSON lines of a run; it happened before the clock started. */
export function faultJson(fault: Fault): string {
  const partition = /^partitions\.([^.[]+)/.exec(fault.path ?? "")?.[1] ?? null;
  return JSON.stringify({ t: 0, partition, kind: fault.severity ?? "fault", ...fault });
}

function placeText({ file, line, column }: Fault): string | undefined {
  if (!file) return undefined;
  const near = relative(process.cwd(), file);
  const shown = near === "" || near.startsWith("..") ? file : near;
  return [shown, line, column].filter((part) => part !== undefined).join(":");
}

function paintFrameLine(line: string, colors: Colors): string {
  if (line.startsWith(">")) return `${colors.red(">")}${line.slice(1)}`;
  return /^\s*\|\s*\^+$/.test(line) ? line.replace(/\^+/, (carets) => colors.red(carets)) : colors.dim(line);
}
