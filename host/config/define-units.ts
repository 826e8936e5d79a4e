/** Times and sizes as a system file writes them. */

/** A time with its unit: `"10ms"`, `"250us"`, `"1s"`, `"500ns"`. */
export type Time = `${number}${"ns" | "us" | "ms" | "s"}`;

/** A size with its unit: `"64KiB"`, `"1MiB"`, `"4096B"`. */
export type Size = `${number}${"B" | "KiB" | "MiB"}`;
