/** The stable codes of faults in an AADL model that its import finds. A code is never given to another fault. */

export const AADL_CODES = {
  /** A description that cannot be read at all, or a processor that the model does not have. */
  CHOICE: "BH1450",
  /** Several processors, of which an image runs one. */
  PROCESSORS: "BH1451",
  /** A process without a partition, or a partition without a process. */
  BINDING: "BH1452",
  /** A schedule that is not there, or that contradicts itself. */
  SCHEDULE: "BH1453",
  /** A property with a value of another kind, or out of its range. */
  VALUE: "BH1454",

  /** Something that is not imported: a device, a bus, another language. */
  UNSUPPORTED: "BH1460",
  /** A connection that no channel can be. */
  CONNECTION: "BH1461",
  /** A data type without a representation in C. */
  DATA_TYPE: "BH1462",
  /** A thread that says too little, or nothing that could be done. */
  THREAD: "BH1463",
  /** A subprogram that says too little, or a call of itself. */
  SUBPROGRAM: "BH1464",
  /** A source file that is not there, or of a kind that is not compiled here. */
  SOURCE: "BH1465",
  /** A partition with vCPUs and with threads, or without a program. */
  GUEST: "BH1466",

  /** What the reader noticed: a property that it does not know, and the like. */
  MODEL_WARNING: "BH1480",
  /** Something that was left out, or read as something else. */
  LEFT_OUT: "BH1481",
} as const;

export type AadlCode = (typeof AADL_CODES)[keyof typeof AADL_CODES];
