/** Pseudo partitions stand for what is outside the module. Here that is the host, at the other end of the machine. */

/** How a system file writes the end of a channel that is outside the module. */
export const OUTSIDE = "host";

/** Whether a channel of a system ends outside the module. */
export function endsOutside({ from, to }: { readonly from: unknown; readonly to: unknown }): boolean {
  return from === OUTSIDE || to === OUTSIDE || (Array.isArray(to) && to.includes(OUTSIDE));
}
