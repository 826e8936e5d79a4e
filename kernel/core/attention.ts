/**
 * Whether a call changed more than its caller's registers: who may run, or when the timer must fire. If not, the caller
 * goes on at once; that is the way of nearly every call, and it is kept short.
 */

let wanted: bool = false;

/** The decision of who runs must be made anew before anything resumes. */
export function callForAttention(): void {
  wanted = true;
}

export function attentionIsCalled(): bool {
  return wanted;
}

/** The decision is being made. */
export function giveAttention(): void {
  wanted = false;
}
