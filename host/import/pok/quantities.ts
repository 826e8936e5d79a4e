/** Times and sizes as POK's generator reads them: `0.4s`, `17 µs`, a bare number of nanoseconds; `120kB`, `2M`. */

const TIME_UNITS_NS: Readonly<Record<string, bigint>> = {
  "": 1n,
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const SIZE_UNITS_BYTES: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Nanoseconds, of which a fraction is cut off; undefined where that is no time. */
export function pokTime(text: string): number | undefined {
  const [, whole = "", fraction = "", unit = ""] = /^(\d{0,15})(?:\.(\d{1,15}))?\s*([a-zµμ]*)$/.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(TIME_UNITS_NS, unit) ? TIME_UNITS_NS[unit] : undefined;
  if (factor === undefined || whole + fraction === "") return undefined;
  const ns = (BigInt(whole + fraction) * factor) / 10n ** BigInt(fraction.length);
  return ns <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(ns) : undefined;
}

/** Bytes; undefined where that is no size. */
export function pokSize(text: string): number | undefined {
  const [, number, unit = ""] = /^(\d{1,15})\s*([GgMmk]?)B?$/.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const bytes = Number(number) * SIZE_UNITS_BYTES[unit.toLowerCase()]!;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
