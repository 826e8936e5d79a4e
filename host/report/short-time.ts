/** Times as people read them: three digits and a unit. */

export function shortTime(ns: number): string {
  for (const [unit, factor] of [
    ["s", 1e9],
    ["ms", 1e6],
    ["us", 1e3],
  ] as const) {
    if (ns >= factor) return `${Number((ns / factor).toPrecision(ns / factor >= 1000 ? 4 : 3))} ${unit}`;
  }
  return `${ns} ns`;
}
