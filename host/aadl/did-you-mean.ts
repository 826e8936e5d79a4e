/** The remedy for a name that is not there. */
import { nearest } from "../config/suggest.js";

/** More names than these are no help in a message. */
const MAX_LISTED = 12;

/** `did you mean "x"?`, or what there is. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const near = nearest(word, candidates.slice(0, 2000));
  if (near !== undefined) return `did you mean "${near}"?`;
  if (candidates.length === 0 || candidates.length > MAX_LISTED) return undefined;
  return `there ${candidates.length === 1 ? "is" : "are"} ${candidates.join(", ")}`;
}
