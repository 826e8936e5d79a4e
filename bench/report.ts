/** How the figures are shown: a table for people, one object for programs. */
import Table from "cli-table3";
import { COUNTED_FIGURES, FIGURES, type FigureDescription, type Figures, MORE_FIGURES } from "./figures.js";
import type { ByCount } from "./measure/many.js";
import { medianRatio, ratioOf, type TimingRatios } from "./rtems/ratios.js";

/**
 * The object of `--json`: each figure's median under its key, and its greatest sample under the key with `_max`; a figure by a
 * count is an object of medians by the count.
 */
export function figuresJson(figures: Figures): Record<string, number | ByCount> {
  const samples = FIGURES.flatMap(({ key }) => [
    [key, rounded(figures[key].median)],
    [`${key}_max`, rounded(figures[key].max)],
  ]);
  return Object.fromEntries([...samples, ...COUNTED_FIGURES.map(({ key }) => [key, figures[key]])]);
}

/** RTEMS's timing tests: the median of all ratios, the greatest, how many there are, and who did not end. */
export function ratiosJson({ ratios, unfinished }: TimingRatios): Record<string, number | string[]> {
  return {
    tmtest_ratio: rounded(medianRatio(ratios)),
    tmtest_ratio_max: rounded(Math.max(...ratios.map(ratioOf))),
    tmtest_figures: ratios.length,
    tmtest_unfinished: [...unfinished],
  };
}

/** The ratio of each operation, the greatest first. */
export function ratiosTable(measured: TimingRatios): string {
  const table = new Table({
    head: ["test", "operation", "native", "guest", "ratio"],
    colAligns: ["left", "left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const ratio of [...measured.ratios].sort((a, b) => ratioOf(b) - ratioOf(a))) {
    const { test, operation, native, guest } = ratio;
    table.push([test, operation, native.toFixed(0), guest.toFixed(0), ratioOf(ratio).toFixed(2)]);
  }
  const unfinished = measured.unfinished.length === 0 ? "" : `did not end: ${measured.unfinished.join(", ")}\n`;
  return `${table.toString()}\nmedian ratio ${medianRatio(measured.ratios).toFixed(3)}\n${unfinished}`;
}

export function figuresTable(figures: Figures): string {
  const table = new Table({
    head: ["", "median", "max", "aim", "POK", ""],
    colAligns: ["left", "right", "right", "right", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const figure of [...FIGURES, ...MORE_FIGURES]) {
    const { title, unit, aim, pok }: FigureDescription = figure;
    const { median, max } = figures[figure.key];
    table.push([
      title,
      shown(median, unit),
      shown(max, unit),
      aim === undefined ? "" : `< ${shown(aim, unit)}`,
      pok === undefined ? "" : shown(pok, unit),
      aim === undefined || median < aim ? "" : "missed",
    ]);
  }
  return `${table.toString()}\n${COUNTED_FIGURES.map((figure) => countedLine(figure, figures)).join("")}`;
}

function countedLine({ key, title, of }: (typeof COUNTED_FIGURES)[number], figures: Figures): string {
  const medians = Object.entries(figures[key]).map(([count, instructions]) => `${count}: ${instructions}`);
  return `${title} by ${of}: ${medians.join(", ")}\n`;
}

/** Parts of a millionth mean nothing. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function shown(value: number, unit: FigureDescription["unit"]): string {
  switch (unit) {
    case "instructions":
      return `${value}`;
    case "ppm":
      return `${value.toFixed(2)} ppm`;
    case "bytes":
      return `${(value / 1024).toFixed(1)} KiB`;
    case "ns":
      if (value >= 1e6) return `${(value / 1e6).toFixed(2)} ms`;
      return value >= 1e4 ? `${(value / 1e3).toFixed(1)} us` : `${value} ns`;
  }
}
