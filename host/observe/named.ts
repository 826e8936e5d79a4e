/** The name of a value that the kernel wrote; the number itself where this host knows none. */
export const named = (names: Readonly<Record<number, string>>, value: number): string => names[value] ?? `${value}`;
