/** Partition management (ARINC 653 Part 1, 3.2). */
import {
  type ApexGroup,
  alias,
  enumeration,
  input,
  invalidMode,
  invalidParam,
  noAction,
  output,
  structure,
} from "./schema.js";

export const PARTITION_GROUP: ApexGroup = {
  title: "Partition management",
  part: 1,
  section: "3.2.2",
  header: "apexPartition.h",
  includes: ["apexProcess.h"],
  types: [
    enumeration("OPERATING_MODE_TYPE", "IDLE", "COLD_START", "WARM_START", "NORMAL"),
    alias("PARTITION_ID_TYPE", "APEX_INTEGER"),
    alias("NUM_CORES_TYPE", "APEX_UNSIGNED"),
    enumeration(
      "START_CONDITION_TYPE",
      "NORMAL_START",
      "PARTITION_RESTART",
      "HM_MODULE_RESTART",
      "HM_PARTITION_RESTART",
    ),
    structure(
      "PARTITION_STATUS_TYPE",
      ["SYSTEM_TIME_TYPE", "PERIOD"],
      ["SYSTEM_TIME_TYPE", "DURATION"],
      ["PARTITION_ID_TYPE", "IDENTIFIER"],
      ["LOCK_LEVEL_TYPE", "LOCK_LEVEL"],
      ["OPERATING_MODE_TYPE", "OPERATING_MODE"],
      ["START_CONDITION_TYPE", "START_CONDITION"],
      ["NUM_CORES_TYPE", "NUM_ASSIGNED_CORES"],
    ),
  ],
  services: [
    {
      name: "GET_PARTITION_STATUS",
      doc: "Tells the partition's mode, why it started last, and what the schedule gives it.",
      parameters: [output("PARTITION_STATUS_TYPE", "PARTITION_STATUS", "Receives it.")],
      call: "partition_status",
      codes: [],
    },
    {
      name: "SET_PARTITION_MODE",
      doc: "NORMAL ends the start: the processes run, and the caller does not. COLD_START and WARM_START start the partition again, IDLE stops it. Returns only on error.",
      parameters: [input("OPERATING_MODE_TYPE", "OPERATING_MODE", "The new mode.")],
      call: "partition_set_mode",
      codes: [
        invalidParam("OPERATING_MODE is none of the four."),
        noAction("NORMAL, and the partition is in NORMAL."),
        invalidMode("WARM_START, and the partition is in COLD_START."),
      ],
    },
  ],
};
