/** Bits of Partition.opened: what its threads were not told of yet. */

/** A window began. */
export const OPENED_WINDOW: u32 = 1;
/** One with periodic processing. */
export const OPENED_PERIODIC: u32 = 2;
/** NORMAL. */
export const OPENED_NORMAL: u32 = 4;
/** What all wait for who wait at the object `Partition.waking`. */
export const OPENED_OBJECT: u32 = 8;
/** One in which messages of the host are looked for: of a partition with vCPUs, too. */
export const OPENED_INLETS: u32 = 16;
