/**
 * Draws a worst case in text: a row for the partition's windows, one for each process, time from left to right.
 *
 * @example
 * windows  |####................####................##|
 * sense    |^===................^...................==|
 * control  |^...................====!               ..|
 *          0ns                                    42ms   # window  ^ released  = runs  . waits  ! deadline
 */
import type { Policy } from "../config/model.js";
import { formatMeasuredTime } from "../config/units.js";
import type { Question, Response } from "./fixed-order.js";
import type { Supply } from "./supply.js";
import { KERNEL, type Run, type WorstCase, worstCase } from "./worst-case.js";

/** Columns in all, and of the names. */
const WIDTH = 100;
const NAME_WIDTH_MAX = 18;
/** Processes that have a row; the others before the one in question share one. */
const ROWS_MAX = 10;
const LEGEND = "# window  ^ released  = runs  . waits  ! deadline";
const OTHERS = "(others)";

/** The lines, none longer than 100 characters. */
export function drawWorstCase(policy: Policy, question: Question, response: Response): string {
  const drawn = worstCase(policy, question, response);
  const late = question.task.name;
  const rows = rowsOf(drawn, late);
  const nameWidth = Math.min(NAME_WIDTH_MAX, Math.max(...["windows", ...rows].map((name) => name.length)));
  const columns = WIDTH - nameWidth - 4;
  const line = (name: string, cells: string): string => `${name.slice(0, nameWidth).padEnd(nameWidth)} |${cells}|`;
  const scale = scaleOf(drawn, columns);
  return [
    line("windows", windowCells(question.supply, scale)),
    ...rows.map((name) => line(name, processCells(name, rows, drawn, scale, name === late))),
    axis(nameWidth + 1, columns, drawn),
    `${" ".repeat(nameWidth + 2)}${LEGEND}`,
  ].join("\n");
}

/** The late one last; those that ran most before it. */
function rowsOf({ runs }: WorstCase, late: string): string[] {
  const ran = new Map<string, number>();
  for (const { task, startNs, endNs } of runs) ran.set(task, (ran.get(task) ?? 0) + endNs - startNs);
  const others = [...ran.keys()].filter((name) => name !== late).sort((a, b) => ran.get(b)! - ran.get(a)!);
  const shown = others.length <= ROWS_MAX ? others : [...others.slice(0, ROWS_MAX), OTHERS];
  return [...shown, late];
}

interface Scale {
  readonly columns: number;
  /** The time in which column `index` begins. */
  at(index: number): number;
}

const scaleOf = ({ startNs, endNs }: WorstCase, columns: number): Scale => ({
  columns,
  at: (index) => startNs + ((endNs - startNs) * index) / columns,
});

/** One character a column, by its time. */
function cells({ columns, at }: Scale, character: (fromNs: number, toNs: number) => string): string {
  return Array.from({ length: columns }, (_, i) => character(at(i), at(i + 1))).join("");
}

const windowCells = (supply: Supply, scale: Scale): string =>
  cells(scale, (from, to) => (supply.until(to) - supply.until(from) > 0 ? "#" : "."));

function processCells(name: string, rows: readonly string[], drawn: WorstCase, scale: Scale, isLate: boolean): string {
  const { runs, releases, releaseNs, deadlineNs } = drawn;
  const isMine = ({ task }: Run): boolean => (name === OTHERS ? !rows.includes(task) : task === name);
  const own = runs.filter(isMine);
  const released = name === KERNEL ? [] : (releases.get(name) ?? []);
  const deadline = releaseNs + deadlineNs;
  return cells(scale, (from, to) => {
    const inside = (ns: number): boolean => ns >= from && ns < to;
    if (isLate && (inside(deadline) || (to >= drawn.endNs && deadline >= to))) return "!";
    if (released.some(inside)) return "^";
    if (own.some(({ startNs, endNs }) => startNs < to && endNs > from)) return "=";
    return isPending(from, released, own) ? "." : " ";
  });
}

/** Whether a release before `ns` runs later on, before the next one. */
function isPending(ns: number, released: readonly number[], own: readonly Run[]): boolean {
  const release = released.findLast((each) => each <= ns);
  if (release === undefined) return false;
  const next = released.find((each) => each > ns) ?? Number.POSITIVE_INFINITY;
  return own.some(({ startNs }) => startNs >= ns && startNs < next);
}

/** The times at both ends, counted from the start of the major frame in which it begins. */
function axis(indent: number, columns: number, { startNs, endNs }: WorstCase): string {
  const [left, right] = [formatMeasuredTime(startNs), formatMeasuredTime(endNs)];
  return `${" ".repeat(indent)}${left}${right.padStart(columns + 2 - left.length)}`;
}
