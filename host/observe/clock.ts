/** From time stamps to nanoseconds since boot, as the kernel's own clock counts them. */
import type { HostBlock } from "../generated/abi.js";

export type ClockFields = Pick<HostBlock, "clockOriginTsc" | "clockOriginNs" | "clockMultiplier" | "clockShift">;

/** Nanoseconds since boot at the time stamp; 0 for what happened before the clock's origin. Exact up to 104 days. */
export function timeNs(clock: ClockFields, tsc: bigint): number {
  // The counter may have wrapped since the origin.
  const ticks = BigInt.asIntN(64, tsc - clock.clockOriginTsc);
  const sinceOrigin = (ticks * BigInt(clock.clockMultiplier)) >> BigInt(clock.clockShift);
  const ns = clock.clockOriginNs + sinceOrigin;
  return ns < 0n ? 0 : Number(ns);
}
