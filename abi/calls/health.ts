/** Health monitoring and module schedules (ARINC 653 Part 1, 3.8; Part 2, multiple module schedules). */
import type { Call } from "../schema.js";
import { name } from "./processes.js";

export const HEALTH_CALLS: readonly Call[] = [
  {
    nr: 0x60,
    name: "application_message",
    doc: "Writes a message to the health log.",
    args: [
      { name: "message", type: "guest_in", length: "length", doc: "The message." },
      { name: "length", type: "u32", doc: "0 to MAX_ERROR_MESSAGE_SIZE bytes." },
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER"],
  },
  {
    nr: 0x61,
    name: "error_handler_create",
    doc: "Makes the partition's error handler: it begins at `entry`, with EBX the information page and EDX `argument`, for each error of process level, above all other processes.",
    args: [
      { name: "entry", type: "guest_code", doc: "Its first instruction." },
      { name: "argument", type: "u32", doc: "The partition's own." },
      { name: "stack_size", type: "u32", doc: "Bytes of its stack." },
    ],
    errors: ["WRONG_MODE", "NO_ACTION", "BAD_POINTER", "NOT_CONFIGURED"],
  },
  {
    nr: 0x62,
    name: "error_status",
    doc: "Takes the oldest error that the error handler has not seen. Only the error handler may.",
    args: [{ name: "status", type: "guest_out", struct: "ErrorStatus", doc: "Receives it." }],
    errors: ["NOT_CONFIGURED", "BAD_POINTER", "NO_ACTION"],
  },
  {
    nr: 0x63,
    name: "application_error",
    doc: "Raises an application error of the calling process; in the error handler itself, of the partition.",
    args: [
      { name: "code", type: "u32", doc: "An ERROR value: APPLICATION_ERROR." },
      { name: "message", type: "guest_in", length: "length", doc: "For the error handler." },
      { name: "length", type: "u32", doc: "0 to MAX_ERROR_MESSAGE_SIZE bytes." },
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER"],
  },
  {
    nr: 0x64,
    name: "error_handler_configure",
    doc: "Says what other processes do while the error handler runs, and on which processor core it does.",
    args: [
      { name: "concurrency", type: "u32", doc: "0: they pause. 1: they would go on, on other cores: there are none." },
      { name: "core", type: "u32", doc: "0." },
    ],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "NOT_CONFIGURED"],
  },
  {
    nr: 0x65,
    name: "health_read",
    doc: "Reads the health log of the module, of a partition with permission: the record of that number, or the oldest that is still there.",
    args: [
      { name: "number", type: "u32", doc: "From 1." },
      { name: "record", type: "guest_out", struct: "HealthRecord", doc: "Receives it." },
    ],
    errors: ["NOT_CONFIGURED", "BAD_POINTER", "NOT_AVAILABLE"],
    value: "Records written since boot.",
  },
  {
    nr: 0x68,
    name: "schedule_set",
    doc: "Asks for another module schedule from the end of this major frame on; the last request wins.",
    args: [{ name: "schedule", type: "u32", doc: "Its identifier, from 1." }],
    errors: ["BAD_ARGUMENT", "NOT_CONFIGURED", "NO_ACTION"],
  },
  {
    nr: 0x69,
    name: "schedule_status",
    doc: "Tells which schedule runs, and which comes next.",
    args: [{ name: "status", type: "guest_out", struct: "ScheduleStatus", doc: "Receives it." }],
    errors: ["BAD_POINTER"],
  },
  {
    nr: 0x6a,
    name: "schedule_id",
    doc: "Finds a module schedule by its name.",
    args: [name],
    errors: ["BAD_POINTER", "NOT_CONFIGURED"],
    value: "Its identifier, from 1.",
  },
];
