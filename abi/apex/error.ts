/** Health monitoring (ARINC 653 Part 1, 3.8). */
import {
  type ApexGroup,
  alias,
  constant,
  enumeration,
  inLibrary,
  input,
  invalidConfig,
  invalidMode,
  invalidParam,
  limit,
  noAction,
  output,
  structure,
} from "./schema.js";

const lengthRange = invalidParam("LENGTH is not 0 to MAX_ERROR_MESSAGE_SIZE.");

export const ERROR_GROUP: ApexGroup = {
  title: "Health monitoring",
  part: 1,
  section: "3.8.2",
  header: "apexError.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_ERROR_MESSAGE_SIZE", limit("MAX_ERROR_MESSAGE_SIZE")),
    alias("ERROR_MESSAGE_SIZE_TYPE", "APEX_INTEGER"),
    alias("ERROR_MESSAGE_TYPE", "APEX_BYTE[MAX_ERROR_MESSAGE_SIZE]"),
    enumeration(
      "ERROR_CODE_TYPE",
      "DEADLINE_MISSED",
      "APPLICATION_ERROR",
      "NUMERIC_ERROR",
      "ILLEGAL_REQUEST",
      "STACK_OVERFLOW",
      "MEMORY_VIOLATION",
      "HARDWARE_FAULT",
      "POWER_FAIL",
    ),
    structure(
      "ERROR_STATUS_TYPE",
      ["SYSTEM_ADDRESS_TYPE", "FAILED_ADDRESS"],
      ["PROCESS_ID_TYPE", "FAILED_PROCESS_ID"],
      ["ERROR_CODE_TYPE", "ERROR_CODE"],
      ["ERROR_MESSAGE_SIZE_TYPE", "LENGTH"],
      ["ERROR_MESSAGE_TYPE", "MESSAGE"],
    ),
    enumeration("ERROR_HANDLER_CONCURRENCY_CONTROL_TYPE", "PROCESSES_PAUSE", "PROCESSES_SCHEDULED"),
  ],
  services: [
    {
      name: "REPORT_APPLICATION_MESSAGE",
      doc: "Writes a message to the health log.",
      parameters: [
        input("MESSAGE_ADDR_TYPE", "MESSAGE_ADDR", "The message."),
        input("MESSAGE_SIZE_TYPE", "LENGTH", "Its bytes."),
      ],
      call: "application_message",
      codes: [lengthRange],
    },
    {
      name: "CREATE_ERROR_HANDLER",
      doc: "Makes the partition's error handler, which runs for each error of process level, above all processes.",
      parameters: [
        input("SYSTEM_ADDRESS_TYPE", "ENTRY_POINT", "Its function."),
        input("STACK_SIZE_TYPE", "STACK_SIZE", "Bytes of its stack."),
      ],
      call: "error_handler_create",
      codes: [
        inLibrary(invalidParam("ENTRY_POINT is not code of the partition.")),
        invalidMode("The partition is in NORMAL."),
        noAction("There is an error handler already."),
        invalidConfig("STACK_SIZE is 0, or more than the system file's `processStack`."),
      ],
    },
    {
      name: "GET_ERROR_STATUS",
      doc: "Takes the oldest error that the error handler has not seen.",
      parameters: [output("ERROR_STATUS_TYPE", "ERROR_STATUS", "Receives it.")],
      call: "error_status",
      codes: [invalidConfig("The caller is not the error handler."), noAction("There is none.")],
    },
    {
      name: "RAISE_APPLICATION_ERROR",
      doc: "Raises an error of the caller's own; in the error handler, or without one, it is the partition's.",
      parameters: [
        input("ERROR_CODE_TYPE", "ERROR_CODE", "APPLICATION_ERROR."),
        input("MESSAGE_ADDR_TYPE", "MESSAGE_ADDR", "For the error handler."),
        input("ERROR_MESSAGE_SIZE_TYPE", "LENGTH", "Its bytes."),
      ],
      call: "application_error",
      codes: [invalidParam("ERROR_CODE is not APPLICATION_ERROR."), lengthRange],
    },
    {
      name: "CONFIGURE_ERROR_HANDLER",
      doc: "Says what other processes do while the error handler runs: on the only core, they pause.",
      parameters: [
        input("ERROR_HANDLER_CONCURRENCY_CONTROL_TYPE", "CONCURRENCY_CONTROL", "Whether they go on, on other cores."),
        input("PROCESSOR_CORE_ID_TYPE", "PROCESSOR_CORE_ID", "Where the handler runs: 0."),
      ],
      call: "error_handler_configure",
      codes: [
        invalidParam(
          "CONCURRENCY_CONTROL is neither of the two, or PROCESSOR_CORE_ID is neither 0 nor CORE_AFFINITY_NO_PREFERENCE.",
        ),
        invalidMode("The partition is in NORMAL."),
        invalidConfig("There is no error handler."),
      ],
    },
  ],
};
