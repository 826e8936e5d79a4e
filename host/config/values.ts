/** Takes a value of unknown shape apart: what is not as expected is undefined. */

export const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
export const entries = (value: unknown): [string, unknown][] => Object.entries(record(value) ?? {});
export const list = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);
export const isWhole = (value: unknown): value is number => Number.isInteger(value);
export const whole = (value: unknown): number | undefined => (isWhole(value) ? value : undefined);
export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The properties that are text. */
export const words = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
