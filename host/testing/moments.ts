/** Times as a test writes them, and as a message shows them. */
import { parseTime } from "../config/units.js";
import type { Moment } from "./api.js";

/** @throws for what is no time; `name` says whose it is */
export function nanoseconds(name: string, moment: Moment): number {
  const ns =
    typeof moment === "number" ? (Number.isFinite(moment) && moment >= 0 ? moment : undefined) : parseTime(moment);
  if (ns === undefined) throw new Error(`${name}: ${JSON.stringify(moment)} is no time; write "10ms", or nanoseconds`);
  return ns;
}

/** `1.2345 s` never: `1234.5 ms`, to the microsecond, as a test reads it off a schedule. */
export const shownTime = (ns: number): string => `${(ns / 1e6).toFixed(3)} ms`;
