/** Of Part 2: module schedules, sampling port extensions, memory blocks. */
import {
  type ApexGroup,
  alias,
  enumeration,
  input,
  invalidConfig,
  invalidMode,
  invalidParam,
  messageOut,
  noAction,
  output,
  structure,
} from "./schema.js";

export const MODULE_SCHEDULE_GROUP: ApexGroup = {
  title: "Module schedules",
  part: 2,
  section: "Multiple module schedules",
  header: "apexModuleSchedule.h",
  includes: [],
  types: [
    alias("SCHEDULE_NAME_TYPE", "NAME_TYPE"),
    alias("SCHEDULE_ID_TYPE", "APEX_INTEGER"),
    structure(
      "SCHEDULE_STATUS_TYPE",
      ["SYSTEM_TIME_TYPE", "TIME_OF_LAST_SCHEDULE_SWITCH"],
      ["SCHEDULE_ID_TYPE", "CURRENT_SCHEDULE"],
      ["SCHEDULE_ID_TYPE", "NEXT_SCHEDULE"],
    ),
  ],
  services: [
    {
      name: "SET_MODULE_SCHEDULE",
      doc: "Asks for a module schedule from the end of this major frame on; the last request wins.",
      parameters: [input("SCHEDULE_ID_TYPE", "SCHEDULE_ID", "Which schedule.")],
      call: "schedule_set",
      codes: [
        invalidParam("There is no schedule SCHEDULE_ID."),
        invalidConfig("The system file does not let the partition do so."),
        noAction("It runs already, and no other was asked for."),
      ],
    },
    {
      name: "GET_MODULE_SCHEDULE_STATUS",
      doc: "Tells which schedule runs, which comes next, and when it changed last.",
      parameters: [output("SCHEDULE_STATUS_TYPE", "SCHEDULE_STATUS", "Receives it.")],
      call: "schedule_status",
      codes: [],
    },
    {
      name: "GET_MODULE_SCHEDULE_ID",
      doc: "Finds a module schedule by its name.",
      parameters: [
        input("SCHEDULE_NAME_TYPE", "SCHEDULE_NAME", "Its name."),
        output("SCHEDULE_ID_TYPE", "SCHEDULE_ID", "Receives its identifier."),
      ],
      call: "schedule_id",
      codes: [invalidConfig("There is no schedule of that name.")],
    },
  ],
};

const port = input("SAMPLING_PORT_ID_TYPE", "SAMPLING_PORT_ID", "Which port.");
const unknownPort = invalidParam("There is no port SAMPLING_PORT_ID.");

export const SAMPLING_EXTENSION_GROUP: ApexGroup = {
  title: "Sampling port extensions",
  part: 2,
  section: "Sampling port extensions",
  header: "apexSamplingExtensions.h",
  includes: ["apexSampling.h"],
  types: [
    enumeration("UPDATED_TYPE", "EMPTY_PORT", "CONSUMED_MESSAGE", "NEW_MESSAGE"),
    enumeration("AGE_TYPE", "STALE", "FRESH"),
    structure(
      "SAMPLING_PORT_CURRENT_STATUS_TYPE",
      ["SYSTEM_TIME_TYPE", "REFRESH_PERIOD"],
      ["SYSTEM_TIME_TYPE", "TIME_STAMP"],
      ["MESSAGE_SIZE_TYPE", "MAX_MESSAGE_SIZE"],
      ["PORT_DIRECTION_TYPE", "PORT_DIRECTION"],
      ["AGE_TYPE", "MESSAGE_AGE"],
      ["UPDATED_TYPE", "UPDATED"],
    ),
  ],
  services: [
    {
      name: "READ_UPDATED_SAMPLING_MESSAGE",
      doc: "Reads the channel's message if it came since the last read.",
      parameters: [port, ...messageOut, output("UPDATED_TYPE", "UPDATED", "NEW_MESSAGE: it was read.")],
      call: "sampling_read_updated",
      codes: [
        unknownPort,
        invalidMode("The port is no destination."),
        noAction("There is no message, or it was read before: UPDATED tells which."),
      ],
    },
    {
      name: "GET_SAMPLING_PORT_CURRENT_STATUS",
      doc: "Tells a sampling port's attributes, and how old its message is now.",
      parameters: [port, output("SAMPLING_PORT_CURRENT_STATUS_TYPE", "SAMPLING_PORT_CURRENT_STATUS", "Receives them.")],
      call: "sampling_status",
      codes: [unknownPort],
    },
  ],
};

export const MEMORY_BLOCK_GROUP: ApexGroup = {
  title: "Memory blocks",
  part: 2,
  section: "Memory blocks",
  header: "apexMemoryBlock.h",
  includes: [],
  types: [
    alias("MEMORY_BLOCK_NAME_TYPE", "NAME_TYPE"),
    alias("MEMORY_BLOCK_SIZE_TYPE", "APEX_INTEGER"),
    alias("MEMORY_BLOCK_ADDR_TYPE", "APEX_BYTE *"),
    enumeration("MEMORY_BLOCK_MODE_TYPE", "MB_READ", "MB_READ_WRITE"),
    structure(
      "MEMORY_BLOCK_STATUS_TYPE",
      ["MEMORY_BLOCK_ADDR_TYPE", "MEMORY_BLOCK_ADDR"],
      ["MEMORY_BLOCK_MODE_TYPE", "MEMORY_BLOCK_MODE"],
      ["MEMORY_BLOCK_SIZE_TYPE", "MEMORY_BLOCK_SIZE"],
    ),
  ],
  services: [
    {
      name: "GET_MEMORY_BLOCK_STATUS",
      doc: "Finds a memory block of the partition by its name.",
      parameters: [
        input("MEMORY_BLOCK_NAME_TYPE", "MEMORY_BLOCK_NAME", "Its name."),
        output(
          "MEMORY_BLOCK_STATUS_TYPE",
          "MEMORY_BLOCK_STATUS",
          "Receives where it lies, and what may be done with it.",
        ),
      ],
      call: "memory_block",
      codes: [invalidConfig("The system file gives the partition no such block.")],
    },
  ],
};
