/** The stable codes of faults in an ARINC 653 XML file, and of what XML cannot carry. A code is never given to another fault. */

export const XML_CODES = {
  /** The file is no well-formed XML. */
  SYNTAX: "BH1300",
  /** A file, or a nesting in it, that is larger than any module's description. */
  TOO_LARGE: "BH1301",
  /** Entities of the file's own, or files that it includes: neither is ever read. */
  ENTITY: "BH1302",
  /** A root element that is no ARINC 653 module. */
  ROOT: "BH1303",
  /** More than one module. */
  SEVERAL: "BH1304",

  /** An attribute that has to be there. */
  MISSING_ATTRIBUTE: "BH1310",
  /** A value that is not of the attribute's kind. */
  BAD_VALUE: "BH1311",
  /** An element that has to be there. */
  MISSING_ELEMENT: "BH1312",
  /** Two things with one name or identifier. */
  DUPLICATE: "BH1313",
  /** A name and an identifier that belong to different things. */
  DISAGREE: "BH1314",

  /** A partition that something names and that is not there. */
  UNKNOWN_PARTITION: "BH1320",
  /** A window that starts before the one that is written before it. */
  OUT_OF_ORDER: "BH1321",
  /** A partition whose period is not the same in all schedules. */
  PERIOD: "BH1322",
  /** Windows that repeat at an interval that does not divide the major frame. */
  REPEAT: "BH1323",
  /** A schedule whose windows do not give a partition the duration that it says. */
  SUPPLY: "BH1324",

  /** A channel that ends at a port that is not there. */
  UNKNOWN_PORT: "BH1330",
  /** A source that receives, or a destination that sends. */
  DIRECTION: "BH1331",
  /** A channel with a sampling port at one end and a queuing port at the other. */
  KIND: "BH1332",
  /** A channel whose ports disagree about the longest message. */
  MESSAGE_SIZE: "BH1333",
  /** A channel without a source or a destination, or with too many. */
  ENDS: "BH1334",
  /** A port of two channels. */
  PORT_TAKEN: "BH1335",

  /** A table of health monitoring that something names and that is not there. */
  UNKNOWN_TABLE: "BH1340",
  /** An attribute of a process that no process can have. */
  PROCESS: "BH1341",

  /** Left out: an element or attribute that has no counterpart in a system file. */
  LEFT_OUT: "BH1350",
  /** Read as something else than is written. */
  READ_AS: "BH1351",
  /** Not given in the file: a value was chosen. */
  ASSUMED: "BH1352",

  /** A character that XML cannot hold. */
  CHARACTER: "BH1390",
} as const;

export type XmlCode = (typeof XML_CODES)[keyof typeof XML_CODES];
