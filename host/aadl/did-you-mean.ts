/** The remedy for a name that is not there. */
import { nearest } from "../config/suggest.js";

/** More names than these are no help in a message. */
const MAX_LISTED = 12;
/** Comparing takes time: with so many names, each with so many letters. */
const MAX_COMPARED = 1000;
const MAX_LENGTH = 80;

/** `did you mean "x"?`, or what there is. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const comparable = candidates.filter(({ length }) => length <= MAX_LENGTH).slice(0, MAX_COMPARED);
  const near = nearest(word, comparable);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (comparable.length === 0 || comparable.length > MAX_LISTED) return undefined;
  return `there ${comparable.length === 1 ? "is" : "are"} ${comparable.join(", ")}`;
}
