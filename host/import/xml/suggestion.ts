/** What was probably meant by a name that is not there: of few and short candidates, since that takes its time. */
import { nearest } from "../../config/suggest.js";

const CANDIDATES_MAX = 200;
const LENGTH_MAX = 64;
const SHOWN_MAX = 12;

/** `did you mean "x"?`, or else what there is. */
export function suggestion(word: string | undefined, candidates: readonly string[], what: string): string {
  const guess = word === undefined ? undefined : guessOf(word, candidates);
  if (guess !== undefined) return `did you mean "${guess}"?`;
  const shown = candidates.slice(0, SHOWN_MAX).join(", ") || "none";
  const more = candidates.length > SHOWN_MAX ? `, and ${candidates.length - SHOWN_MAX} more` : "";
  return `the ${what} are ${shown}${more}`;
}

export function guessOf(word: string, candidates: readonly string[]): string | undefined {
  const isCheap = word.length <= LENGTH_MAX && candidates.length <= CANDIDATES_MAX;
  return isCheap
    ? nearest(
        word,
        candidates.filter(({ length }) => length <= LENGTH_MAX),
      )
    : undefined;
}
