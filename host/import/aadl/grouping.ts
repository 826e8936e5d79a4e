/** Maps of groups. */

/** The map's value for the key; made and put there where there is none. */
export function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** Values with the same key, in their order. */
export function groupBy<T, Key>(values: readonly T[], keyOf: (value: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) entryOf(groups, keyOf(value), () => []).push(value);
  return groups;
}

/** The first of each group. */
export const firstOfEach = <T, Key>(values: readonly T[], keyOf: (value: T) => Key): T[] =>
  [...groupBy(values, keyOf).values()].map((group) => group[0]!);
