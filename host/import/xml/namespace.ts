/**
 * The namespace of what a system file says and ARINC 653 XML has no place for. Its names are the system file's keys with a
 * capital letter: `bulkhead:Stack="16384"`. Times are nanoseconds, sizes bytes.
 */

export const EXTENSION_NAMESPACE = "urn:bulkhead:system:1";

/** Attributes of a `Partition` whose values are sizes. */
export const SIZE_KEYS = ["stack", "console", "trace", "processStack", "objects"] as const;
/** Those whose values are whole numbers. */
export const NUMBER_KEYS = ["vcpus", "processes"] as const;

/** Attributes of a `Process` whose values are times. */
export const PROCESS_TIME_KEYS = ["delay", "interarrival", "worstCase", "longestLock"] as const;
export type ProcessTimeKey = (typeof PROCESS_TIME_KEYS)[number];

/** `processStack` as `ProcessStack`. */
export const attributeName = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The attributes of an `ErrorAction` that say whose the error is, by what goes on. */
export const LEVEL_ATTRIBUTES = {
  partitionStart: "LevelAtPartitionStart",
  process: "LevelInProcess",
  errorHandler: "LevelInErrorHandler",
  partitionSwitch: "LevelAtPartitionSwitch",
} as const;
