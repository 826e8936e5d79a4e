/** Times and sizes with their units: text to nanoseconds and bytes, and back for people to read. */

const TIME_UNITS_NS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 } as const;
const SIZE_UNITS_BYTES = { B: 1, KiB: 1024, MiB: 1024 ** 2 } as const;

/** Nanoseconds of `"10ms"`; undefined where that is not a whole, non-negative number of them. */
export const parseTime = (text: unknown): number | undefined => parseQuantity(text, TIME_UNITS_NS);

/** Bytes of `"64KiB"`; undefined where that is not a whole, non-negative number of them. */
export const parseSize = (text: unknown): number | undefined => parseQuantity(text, SIZE_UNITS_BYTES);

/** `4500000` as `4.5ms`: the largest unit that leaves at most three decimals. */
export const formatTime = (ns: number): string => formatQuantity(ns, TIME_UNITS_NS);

/** The same of a time that nobody wrote, to a microsecond, rounded up. */
export const formatMeasuredTime = (ns: number): string => formatTime(Math.ceil(ns / 1000) * 1000);

/** `65536` as `64KiB`. */
export const formatSize = (bytes: number): string => formatQuantity(bytes, SIZE_UNITS_BYTES);

function parseQuantity(text: unknown, units: Readonly<Record<string, number>>): number | undefined {
  const [, whole, fraction = "", unit] =
    (typeof text === "string" && /^(\d+)(?:\.(\d+))?([A-Za-z]+)$/.exec(text)) || [];
  const factor = unit === undefined ? undefined : Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (whole === undefined || factor === undefined || fraction.length > 9) return undefined;
  // In integers: 0.1 has no exact binary form.
  const scaled = BigInt(whole + fraction) * BigInt(factor);
  const divisor = 10n ** BigInt(fraction.length);
  const value = scaled / divisor;
  return scaled % divisor === 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}

function formatQuantity(value: number, units: Readonly<Record<string, number>>): string {
  const byFactor = Object.entries(units).sort(([, a], [, b]) => b - a);
  const fits = byFactor.find(([, factor]) => value >= factor && Number.isInteger((value * 1000) / factor));
  const [unit, factor] = value === 0 ? byFactor.at(-1)! : (fits ?? byFactor.at(-1)!);
  return `${value / factor}${unit}`;
}
