/** Pseudo partitions stand for what is outside the module. Here that is the host, at the other end of the machine. */

/** How a system file writes the end of a channel that is outside the module. */
export const OUTSIDE = "host";
