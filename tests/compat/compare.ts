/**
 * What partitions printed against what is known of them. The known text is either ours, a line `partition | text` each; or
 * another kernel's console, where the lines of all partitions are mixed and the kernel says something too: then the lines of
 * each partition are looked for in it in their order.
 */

import { groupBy } from "./group-by.js";

/** A line that should have come, or that should not. */
export interface Difference {
  /** null: it is not known whose line it is. */
  readonly partition: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
}

export type PartitionLines = Readonly<Record<string, readonly string[]>>;

/** Lines that POK's kernel writes among those of its partitions. */
const KERNEL_LINE = /^(?:--- |elected |POK |\[KERNEL\]|\s+(?:scheduling|other ready|non-ready)\b|\s*$)/;
/** Among lines of ours: the command that made them, health events, nothing. */
const ASIDE = /^(?:\$ .*|\S+ +! .*|)$/;
/** More lines are not compared. */
const LINES_MAX = 3000;

export function compareLines(expected: string, printed: PartitionLines): Difference[] {
  const lines = expected.split(/\r?\n/).slice(0, LINES_MAX);
  const own = lines.map((line) => /^(\S+) +\| ?(.*)$/.exec(line));
  const isOurs =
    own.some((match) => match !== null) && own.every((match, i) => match !== null || ASIDE.test(lines[i]!));
  return isOurs ? compareByPartition(own, printed) : compareMixed(lines, printed);
}

function compareByPartition(lines: readonly (RegExpExecArray | null)[], printed: PartitionLines): Difference[] {
  const known = groupBy(
    lines.filter((match) => match !== null),
    ([, partition]) => partition!,
  );
  return [...known].flatMap(([partition, matches]) => {
    const actual = printed[partition] ?? [];
    return matches.flatMap(([, , text = ""], i) =>
      actual[i]?.trimEnd() === text.trimEnd() ? [] : [{ partition, expected: text, actual: actual[i] ?? null }],
    );
  });
}

/** What a partition printed behind its last known line is what it goes on with, of which the known text tells nothing. */
function compareMixed(lines: readonly string[], printed: PartitionLines): Difference[] {
  const expected = lines.map((line) => line.trimEnd());
  const found = new Set<number>();
  const unexpected: Difference[] = [];
  for (const [partition, actual] of Object.entries(printed)) {
    const texts = actual.slice(0, LINES_MAX).map((line) => line.trimEnd());
    const pairs = longestCommon(texts, expected);
    for (const [, at] of pairs) found.add(at);
    const last = pairs.at(-1)?.[0] ?? -1;
    const paired = new Set(pairs.map(([i]) => i));
    const strange = texts.filter((text, i) => i < last && !paired.has(i) && text !== "");
    unexpected.push(...strange.map((text) => ({ partition, expected: null, actual: text })));
  }
  const missing = expected.filter((line, at) => !found.has(at) && !KERNEL_LINE.test(line));
  return [...missing.map((line) => ({ partition: null, expected: line, actual: null })), ...unexpected];
}

/** Index pairs of the longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let k = b.length - 1; k >= 0; k -= 1) {
      lengths[i * width + k] =
        a[i] === b[k]
          ? lengths[(i + 1) * width + k + 1]! + 1
          : Math.max(lengths[(i + 1) * width + k]!, lengths[i * width + k + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    if (a[i] === b[k]) pairs.push([i++, k++]);
    else if (lengths[(i + 1) * width + k]! >= lengths[i * width + k + 1]!) i += 1;
    else k += 1;
  }
  return pairs;
}
