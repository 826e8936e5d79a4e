/** The stable codes of what is wrong in a description of a POK system, and of what is left out of it. */

export const CODES = {
  /** More than one file, or a file that is no YAML. */
  SYNTAX: "BH1200",
  /** A key that POK does not know there. */
  UNKNOWN_KEY: "BH1201",
  /** A key that has to be there. */
  MISSING_KEY: "BH1202",
  /** A value of another type, or none of those that are possible. */
  WRONG_VALUE: "BH1203",
  /** A time or a size that POK could not read. */
  BAD_QUANTITY: "BH1204",
  /** A name that is no partition's, or that two partitions have. */
  NAME: "BH1205",
  /** Too many, or none. */
  COUNT: "BH1206",
  /** An object file that is not made from a source in C. */
  OBJECT: "BH1207",
  /** A slot of a partition that does not exist, or a partition without a slot. */
  SLOT: "BH1208",
  /** Slots that are longer together than the major frame, or one too short to be kept. */
  FRAME: "BH1209",
  /** A processor, board or feature of POK's that there is not here. */
  NOT_HERE: "BH1210",

  /** A warning: what POK's kernel would do, and ours does not. */
  LEFT_OUT: "BH1250",
} as const;
