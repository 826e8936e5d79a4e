/** The guests' clock and the machine's: which virtual time since power-on is which time since boot. */
import type { HostBlock } from "../generated/abi.js";
import { type ClockFields, timeNs } from "../observe/clock.js";

/** v86's time-stamp counter counts the nanoseconds since power-on. */
export class GuestClock {
  private readonly fields: ClockFields;

  /** `block` of a kernel that has booted: its clock does not change any more. */
  constructor(block: HostBlock) {
    this.fields = block;
  }

  /** Nanoseconds since boot when the machine's clock shows `machineNs`. */
  guestNs(machineNs: number): number {
    return timeNs(this.fields, BigInt(Math.floor(machineNs)));
  }

  /** The first machine time at which `guestNs` or more have passed. */
  machineNs(guestNs: number): number {
    if (!Number.isFinite(guestNs)) return guestNs;
    const { clockOriginTsc, clockOriginNs, clockMultiplier, clockShift } = this.fields;
    const ticks = (BigInt(Math.ceil(guestNs)) - clockOriginNs) << BigInt(clockShift);
    const multiplier = BigInt(clockMultiplier);
    // The origin may lie before power-on: then it is just below 2^64.
    return Number(BigInt.asUintN(64, clockOriginTsc + (ticks + multiplier - 1n) / multiplier));
  }
}
