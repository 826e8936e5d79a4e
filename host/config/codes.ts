/** The stable codes of faults in a system file. A code is never given to another fault. */

export const CODES = {
  /** There is no such system file, or it cannot be read. */
  NO_FILE: "BH1000",
  /** The system file is not TypeScript. */
  SYNTAX: "BH1001",
  /** The system file threw an error, or something that it imports did. */
  THREW: "BH1002",
  /** The system file has no default export, or one that is no object. */
  NO_SYSTEM: "BH1003",

  /** A key that means nothing there. */
  UNKNOWN_KEY: "BH1010",
  /** A key that has to be there. */
  MISSING_KEY: "BH1011",
  /** A value of another type, or none of the values that are possible. */
  WRONG_VALUE: "BH1012",
  /** A time or size without a unit, or with another. */
  BAD_UNIT: "BH1013",
  /** A name of other characters, or too long. */
  BAD_NAME: "BH1014",
  /** Two things with one name. */
  DUPLICATE: "BH1015",
  /** Too many, or none at all. */
  COUNT: "BH1016",

  /** A partition with no program, or with two. */
  PROGRAM: "BH1020",
  /** A file that is not there. */
  NO_SOURCE: "BH1021",
  /** A file of a kind that does not belong there. */
  SOURCE_KIND: "BH1022",
  /** An ELF file that no partition can run. */
  BAD_ELF: "BH1023",

  /** A size that pages cannot make up, or that is out of its range. */
  SIZE: "BH1030",
  /** A stack that leaves no memory for anything else. */
  STACK: "BH1031",
  /** More memory than the kernel reaches. */
  MEMORY: "BH1032",

  /** A window, port or other use of a partition that does not exist. */
  UNKNOWN_PARTITION: "BH1040",
  /** Two windows at one time. */
  OVERLAP: "BH1041",
  /** A window that goes on past the end of the major frame. */
  OUTSIDE_FRAME: "BH1042",
  /** A window, or idle time between windows, too short to be kept. */
  TOO_SHORT: "BH1043",
  /** A period that does not divide the major frame, or is there too often in it. */
  PERIOD: "BH1044",
  /** A duration that the windows do not give in each period. */
  DURATION: "BH1045",
  /** A partition that never runs. */
  NO_WINDOW: "BH1046",

  /** A fault that would recur for ever if it were ignored. */
  IGNORED_FAULT: "BH1050",
  /** An action that cannot be taken at every so manieth error. */
  CONFIRMATION: "BH1051",

  /** An interrupt that does not exist, or that no partition may have. */
  IRQ: "BH1060",
  /** An interrupt that is given away twice. */
  IRQ_TAKEN: "BH1061",
  /** More vCPUs than a partition may have, or one that it has not. */
  VCPU: "BH1062",
  /** No range of I/O ports. */
  PORTS: "BH1063",
  /** I/O ports that no partition may have. */
  RESERVED_PORTS: "BH1064",
  /** I/O ports that are given away twice. */
  PORTS_TAKEN: "BH1065",
  /** Something that the board does not have. */
  BOARD: "BH1066",

  /** Something of a native partition, in a partition that has vCPUs. */
  NOT_NATIVE: "BH1070",
  /** More processes than a partition may have. */
  PROCESSES: "BH1071",
  /** A quantum that no policy uses, or that is too short to be kept. */
  QUANTUM: "BH1072",

  /** A port or memory block with a name that no program could ask for. */
  OBJECT_NAME: "BH1080",
  /** Two ports of one partition with one name. */
  PORT_TAKEN: "BH1081",
  /** A channel that ends where it begins. */
  LOOP: "BH1082",
  /** A refresh period in which no message could be valid. */
  REFRESH: "BH1083",

  /** A priority that no process can have. */
  PRIORITY: "BH1085",
  /** A process's period that is no multiple of the partition's. */
  PROCESS_PERIOD: "BH1086",
  /** A deadline after the next release, or of no length. */
  DEADLINE: "BH1087",
  /** A worst case, or a lock, that takes longer than there is time for. */
  WORST_CASE: "BH1088",
  /** Times of release that do not go together. */
  RELEASE: "BH1089",
  /** A channel from the host to the host. */
  HOST_TO_HOST: "BH1110",
  /** A channel that names the host twice among its destinations. */
  HOST_TWICE: "BH1111",
  /** A `--port` that is not of the form NAME=END. */
  PORT_OPTION: "BH1112",
  /** A `--port` with the name of no channel that ends at the host. */
  NO_HOST_CHANNEL: "BH1113",
  /** A `--port` against the direction of its channel's messages. */
  PORT_DIRECTION: "BH1114",
  /** A channel, or a file or line, that two `--port` name. */
  PORT_TWICE: "BH1115",
  /** A file of messages that cannot be read or written, or a network port that cannot be opened. */
  PORT_FILE: "BH1116",
  /** A line that is no message, or none that its channel takes. */
  MESSAGE: "BH1117",
  /** More messages than a ring holds. */
  TOO_MANY_MESSAGES: "BH1118",
  /** Processes that take more of the processor than their windows give. */
  UTILISATION: "BH1090",
  /** A periodic process in a partition of which no window starts periodic processing. */
  NEVER_RELEASED: "BH1091",
  /** A deadline that is missed in the worst case: of a hard one a fault, of a soft one a warning. */
  DEADLINE_MISSED: "BH1092",
  /** A warning: a deadline of which nobody can say whether it is met. */
  UNPROVEN: "BH1093",
  /** A time of the kernel's instructions that no machine has. */
  INSTRUCTION: "BH1094",

  /** A warning: more messages may be sent than a queue takes until somebody receives. */
  QUEUE_OVERFLOW: "BH1095",
  /** A warning: a message may be older than its refresh period before the next one is written. */
  STALE: "BH1096",
} as const;

export type ConfigCode = (typeof CODES)[keyof typeof CODES];
