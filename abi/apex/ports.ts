/** Communication between partitions (ARINC 653 Part 1, 3.6). */
import {
  type ApexCode,
  type ApexGroup,
  alias,
  constant,
  discipline,
  enumeration,
  inLibrary,
  input,
  invalidConfig,
  invalidMode,
  invalidParam,
  maxMessageSize,
  messageIn,
  messageOut,
  noAction,
  output,
  structure,
  timeOut,
  timeOutRange,
  waiting,
} from "./schema.js";

const creation: readonly ApexCode[] = [
  invalidMode("The partition is in NORMAL."),
  invalidConfig("The system file gives the partition no such port of that name."),
  noAction("The port was created already."),
];
const unknown = (id: string): ApexCode => invalidParam(`There is no port ${id}.`);
const noDestination = invalidMode("The port is no destination.");
const noSource = invalidMode("The port is no source.");
const empty = invalidParam("LENGTH is less than 1.");
const tooLong = invalidConfig("LENGTH is more than the port's MAX_MESSAGE_SIZE.");
const notCreated = invalidConfig("No such port of that name was created.");

const sampling = input("SAMPLING_PORT_ID_TYPE", "SAMPLING_PORT_ID", "Which port.");
const queuing = input("QUEUING_PORT_ID_TYPE", "QUEUING_PORT_ID", "Which port.");
const direction = input("PORT_DIRECTION_TYPE", "PORT_DIRECTION", "SOURCE or DESTINATION, as configured.");

export const SAMPLING_GROUP: ApexGroup = {
  title: "Sampling ports",
  part: 1,
  section: "3.6.2.1",
  header: "apexSampling.h",
  includes: [],
  types: [
    constant("MAX_NUMBER_OF_SAMPLING_PORTS", "SYSTEM_LIMIT_NUMBER_OF_SAMPLING_PORTS"),
    alias("SAMPLING_PORT_NAME_TYPE", "NAME_TYPE"),
    alias("SAMPLING_PORT_ID_TYPE", "APEX_INTEGER"),
    enumeration("VALIDITY_TYPE", "INVALID", "VALID"),
    structure(
      "SAMPLING_PORT_STATUS_TYPE",
      ["SYSTEM_TIME_TYPE", "REFRESH_PERIOD"],
      ["MESSAGE_SIZE_TYPE", "MAX_MESSAGE_SIZE"],
      ["PORT_DIRECTION_TYPE", "PORT_DIRECTION"],
      ["VALIDITY_TYPE", "LAST_MSG_VALIDITY"],
    ),
  ],
  services: [
    {
      name: "CREATE_SAMPLING_PORT",
      doc: "Makes a configured sampling port usable.",
      parameters: [
        input("SAMPLING_PORT_NAME_TYPE", "SAMPLING_PORT_NAME", "Its name."),
        maxMessageSize,
        direction,
        input(
          "SYSTEM_TIME_TYPE",
          "REFRESH_PERIOD",
          "How old a valid message may be, as configured; of a source ignored.",
        ),
        output("SAMPLING_PORT_ID_TYPE", "SAMPLING_PORT_ID", "Receives its identifier."),
      ],
      call: "sampling_create",
      codes: [...creation, invalidConfig("MAX_MESSAGE_SIZE, PORT_DIRECTION or REFRESH_PERIOD is not as configured.")],
    },
    {
      name: "WRITE_SAMPLING_MESSAGE",
      doc: "Replaces the channel's message.",
      parameters: [sampling, ...messageIn],
      call: "sampling_write",
      codes: [unknown("SAMPLING_PORT_ID"), empty, tooLong, noSource],
    },
    {
      name: "READ_SAMPLING_MESSAGE",
      doc: "Reads the channel's message.",
      parameters: [
        sampling,
        ...messageOut,
        output(
          "VALIDITY_TYPE",
          "VALIDITY",
          "VALID: the message is no older than the refresh period. INVALID without one.",
        ),
      ],
      call: "sampling_read",
      codes: [unknown("SAMPLING_PORT_ID"), noDestination, noAction("There is no message; VALIDITY is INVALID.")],
    },
    {
      name: "GET_SAMPLING_PORT_ID",
      doc: "Finds a sampling port by its name.",
      parameters: [
        input("SAMPLING_PORT_NAME_TYPE", "SAMPLING_PORT_NAME", "Its name."),
        output("SAMPLING_PORT_ID_TYPE", "SAMPLING_PORT_ID", "Receives its identifier."),
      ],
      call: "sampling_id",
      codes: [notCreated],
    },
    {
      name: "GET_SAMPLING_PORT_STATUS",
      doc: "Tells a sampling port's attributes, and the validity that the last read found.",
      parameters: [sampling, output("SAMPLING_PORT_STATUS_TYPE", "SAMPLING_PORT_STATUS", "Receives them.")],
      call: "sampling_status",
      codes: [unknown("SAMPLING_PORT_ID")],
    },
  ],
};

export const QUEUING_GROUP: ApexGroup = {
  title: "Queuing ports",
  part: 1,
  section: "3.6.2.2",
  header: "apexQueuing.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_NUMBER_OF_QUEUING_PORTS", "SYSTEM_LIMIT_NUMBER_OF_QUEUING_PORTS"),
    alias("QUEUING_PORT_NAME_TYPE", "NAME_TYPE"),
    alias("QUEUING_PORT_ID_TYPE", "APEX_INTEGER"),
    structure(
      "QUEUING_PORT_STATUS_TYPE",
      ["MESSAGE_RANGE_TYPE", "NB_MESSAGE"],
      ["MESSAGE_RANGE_TYPE", "MAX_NB_MESSAGE"],
      ["MESSAGE_SIZE_TYPE", "MAX_MESSAGE_SIZE"],
      ["PORT_DIRECTION_TYPE", "PORT_DIRECTION"],
      ["WAITING_RANGE_TYPE", "WAITING_PROCESSES"],
    ),
  ],
  services: [
    {
      name: "CREATE_QUEUING_PORT",
      doc: "Makes a configured queuing port usable.",
      parameters: [
        input("QUEUING_PORT_NAME_TYPE", "QUEUING_PORT_NAME", "Its name."),
        maxMessageSize,
        input("MESSAGE_RANGE_TYPE", "MAX_NB_MESSAGE", "Messages that fit, as configured."),
        direction,
        discipline,
        output("QUEUING_PORT_ID_TYPE", "QUEUING_PORT_ID", "Receives its identifier."),
      ],
      call: "queuing_create",
      codes: [
        ...creation,
        invalidConfig("MAX_MESSAGE_SIZE, MAX_NB_MESSAGE or PORT_DIRECTION is not as configured."),
        invalidConfig("QUEUING_DISCIPLINE is neither FIFO nor PRIORITY."),
      ],
    },
    {
      name: "SEND_QUEUING_MESSAGE",
      doc: "Appends a message to the channel; waits while it is full.",
      parameters: [queuing, ...messageIn, timeOut],
      call: "queuing_send",
      codes: [unknown("QUEUING_PORT_ID"), timeOutRange, empty, tooLong, noSource, ...waiting("The channel is full")],
    },
    {
      name: "RECEIVE_QUEUING_MESSAGE",
      doc: "Takes the oldest message of the channel; waits while there is none.",
      parameters: [queuing, timeOut, ...messageOut],
      call: "queuing_receive",
      codes: [
        unknown("QUEUING_PORT_ID"),
        timeOutRange,
        noDestination,
        ...waiting("There is no message"),
        inLibrary(invalidConfig("Messages were lost before this one, which is valid.")),
      ],
    },
    {
      name: "GET_QUEUING_PORT_ID",
      doc: "Finds a queuing port by its name.",
      parameters: [
        input("QUEUING_PORT_NAME_TYPE", "QUEUING_PORT_NAME", "Its name."),
        output("QUEUING_PORT_ID_TYPE", "QUEUING_PORT_ID", "Receives its identifier."),
      ],
      call: "queuing_id",
      codes: [notCreated],
    },
    {
      name: "GET_QUEUING_PORT_STATUS",
      doc: "Tells a queuing port's attributes and how many messages and processes wait.",
      parameters: [queuing, output("QUEUING_PORT_STATUS_TYPE", "QUEUING_PORT_STATUS", "Receives them.")],
      call: "queuing_status",
      codes: [unknown("QUEUING_PORT_ID")],
    },
    {
      name: "CLEAR_QUEUING_PORT",
      doc: "Discards the messages of the channel.",
      parameters: [queuing],
      call: "queuing_clear",
      codes: [unknown("QUEUING_PORT_ID"), noDestination],
    },
  ],
};
