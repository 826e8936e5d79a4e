/** Ports between partitions (ARINC 653 Part 1, 3.6; Part 2, sampling port extensions), for processes and vCPUs alike. */
import type { Argument, Call } from "../schema.js";
import { name, time, timeout } from "./processes.js";

const port: Argument = { name: "port", type: "u32", doc: "The port's identifier, from 1." };
const size: Argument = { name: "max_message_size", type: "u32", doc: "Bytes of the longest message, as configured." };
const direction: Argument = { name: "direction", type: "u32", doc: "A DIRECTION value, as configured." };
const length: Argument = { name: "length", type: "u32", doc: "Bytes of the message." };
const message: Argument = { name: "message", type: "guest_in", length: "length", doc: "The message." };
const into: Argument = {
  name: "message",
  type: "guest_out",
  extent: "the port's longest message",
  doc: "Receives it.",
};
const value = "The port's identifier, from 1.";
const createErrors = ["BAD_POINTER", "WRONG_MODE", "NOT_CONFIGURED", "NO_ACTION"] as const;
const sampled =
  "The message's bytes (RECEIVED_LENGTH_MASK), RECEIVED_VALID: it is no older than the refresh period, RECEIVED_UPDATED: it came since the last read.";

export const PORT_CALLS: readonly Call[] = [
  {
    nr: 0x50,
    name: "sampling_create",
    doc: "Makes a configured sampling port usable. A guest OS may do it at any time.",
    args: [name, size, direction, ...time("refresh", "the refresh period in nanoseconds; of a source ignored.")],
    errors: createErrors,
    value,
  },
  {
    nr: 0x51,
    name: "sampling_write",
    doc: "Replaces the message of a sampling channel. Never blocks.",
    args: [port, message, length],
    errors: ["BAD_ARGUMENT", "NOT_CONFIGURED", "WRONG_MODE", "BAD_POINTER"],
  },
  {
    nr: 0x52,
    name: "sampling_read",
    doc: "Reads the last message of a sampling channel. Never blocks. NO_ACTION: there is none.",
    args: [port, into],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "BAD_POINTER", "NO_ACTION"],
    value: sampled,
  },
  {
    nr: 0x53,
    name: "sampling_read_updated",
    doc: "The same, when a message came since the last read; NO_ACTION: none did.",
    args: [port, into],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "BAD_POINTER", "NO_ACTION"],
    value: sampled,
  },
  {
    nr: 0x54,
    name: "sampling_id",
    doc: "Finds a sampling port, which was made usable, by its name.",
    args: [name],
    errors: ["BAD_POINTER", "NOT_CONFIGURED"],
    value,
  },
  {
    nr: 0x55,
    name: "sampling_status",
    doc: "Reads the state of a sampling port.",
    args: [port, { name: "status", type: "guest_out", struct: "SamplingStatus", doc: "Receives it." }],
    errors: ["BAD_POINTER", "BAD_ARGUMENT"],
  },
  {
    nr: 0x56,
    name: "queuing_create",
    doc: "Makes a configured queuing port usable. A guest OS may do it at any time.",
    args: [
      name,
      size,
      { name: "max_messages", type: "u32", doc: "Messages that fit, as configured." },
      direction,
      { name: "discipline", type: "u32", doc: "In what order processes wait: a DISCIPLINE value." },
    ],
    errors: createErrors,
    value,
  },
  {
    nr: 0x57,
    name: "queuing_send",
    doc: "Appends a message to a queuing channel; waits while it is full. A vCPU can't wait.",
    args: [port, message, length, ...timeout],
    errors: ["BAD_ARGUMENT", "NOT_CONFIGURED", "WRONG_MODE", "BAD_POINTER", "NOT_AVAILABLE", "TIMED_OUT"],
  },
  {
    nr: 0x58,
    name: "queuing_receive",
    doc: "Takes the oldest message of a queuing channel; waits while there is none. A vCPU can't wait.",
    args: [port, into, ...timeout],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "BAD_POINTER", "NOT_AVAILABLE", "TIMED_OUT"],
    value:
      "The message's bytes (RECEIVED_LENGTH_MASK), RECEIVED_AFTER_LOSS: messages were lost since the last one was taken.",
  },
  {
    nr: 0x59,
    name: "queuing_id",
    doc: "Finds a queuing port, which was made usable, by its name.",
    args: [name],
    errors: ["BAD_POINTER", "NOT_CONFIGURED"],
    value,
  },
  {
    nr: 0x5a,
    name: "queuing_status",
    doc: "Reads the state of a queuing port.",
    args: [port, { name: "status", type: "guest_out", struct: "QueuingStatus", doc: "Receives it." }],
    errors: ["BAD_POINTER", "BAD_ARGUMENT"],
  },
  {
    nr: 0x5b,
    name: "queuing_clear",
    doc: "Discards the messages of a queuing channel; only at its destination.",
    args: [port],
    errors: ["BAD_ARGUMENT", "WRONG_MODE"],
  },
  {
    nr: 0x5c,
    name: "port_next",
    doc: "Takes the next of the caller's destination ports that a message came to since it was last told: with LINE_PORT_MESSAGE, for a guest OS.",
    args: [],
    errors: ["NOT_AVAILABLE"],
    value,
  },
  {
    nr: 0x5d,
    name: "memory_block",
    doc: "Finds a memory block of the partition by its name (ARINC 653 Part 2, GET_MEMORY_BLOCK_STATUS).",
    args: [name, { name: "status", type: "guest_out", struct: "MemoryBlockStatus", doc: "Receives where it lies." }],
    errors: ["BAD_POINTER", "NOT_CONFIGURED"],
  },
];
