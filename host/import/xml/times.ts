/** Times as files write them: in seconds as decimals (Supplement 2), in nanoseconds (Supplement 3 and later), or with a unit. */

export type TimeUnit = "s" | "ns";

/** Powers of ten from each unit to nanoseconds. */
const EXPONENTS: Readonly<Record<string, number>> = { s: 9, sec: 9, ms: 6, us: 3, ns: 0 };

/** Units that the name of an attribute ends in. */
const IN_NAMES: readonly (readonly [RegExp, string])[] = [
  [/nanoseconds?$|ns$|nanosecondinterval$/i, "ns"],
  [/microseconds?$|us$/i, "us"],
  [/milliseconds?$|ms$/i, "ms"],
  [/seconds?$/i, "s"],
];

/** 2^62 ns, the longest time of the kernel, is more than a number holds: this is a century. */
const TIME_MAX_NS = Number.MAX_SAFE_INTEGER;

export interface TimeText {
  readonly ns: number;
  /** It was no whole number of nanoseconds, and was rounded. */
  readonly isOdd: boolean;
}

/**
 * @param name of the attribute: `PeriodSeconds` says its unit
 * @param usual the unit where neither value nor name says one; a decimal fraction of nanoseconds is seconds
 */
export function timeOf(text: string, name: string, usual: TimeUnit): TimeText | undefined {
  const [, whole, fraction = "", power = "0", suffix] =
    /^\+?(\d{0,16})(?:\.(\d{0,30}))?(?:e([+-]?\d{1,2}))?\s*(s|sec|ms|us|ns)?$/i.exec(text) ?? [];
  if (whole === undefined || whole + fraction === "") return undefined;
  const named = IN_NAMES.find(([ending]) => ending.test(name))?.[1];
  const unit = suffix?.toLowerCase() ?? named ?? (usual === "ns" && text.includes(".") ? "s" : usual);
  const digits = BigInt(whole + fraction);
  const exponent = EXPONENTS[unit]! + Number(power) - fraction.length;
  const scale = 10n ** BigInt(Math.abs(exponent));
  const ns = exponent >= 0 ? digits * scale : (digits + scale / 2n) / scale;
  if (ns > BigInt(TIME_MAX_NS)) return undefined;
  return { ns: Number(ns), isOdd: exponent < 0 && digits % scale !== 0n };
}
