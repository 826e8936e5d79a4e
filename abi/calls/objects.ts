/** What the processes of one partition share: buffers, blackboards, semaphores, events, mutexes (ARINC 653 Part 1, 3.7). */
import type { Argument, Call } from "../schema.js";
import { name, timeout } from "./processes.js";

const identifier: Argument = { name: "identifier", type: "u32", doc: "The object's identifier, from 1." };
const discipline: Argument = {
  name: "discipline",
  type: "u32",
  doc: "In what order processes wait: a DISCIPLINE value.",
};
const size: Argument = {
  name: "max_message_size",
  type: "u32",
  doc: "Bytes of the longest message, 1 to MAX_MESSAGE_SIZE.",
};
const length: Argument = { name: "length", type: "u32", doc: "Bytes of the message." };
const message: Argument = { name: "message", type: "guest_in", length: "length", doc: "The message." };
const value = "The object's identifier, from 1.";
const createErrors = ["BAD_POINTER", "WRONG_MODE", "NO_ACTION", "BAD_ARGUMENT", "NOT_CONFIGURED"] as const;

const find = (nr: number, kind: string): Call => ({
  nr,
  name: `${kind}_id`,
  doc: `Finds a ${kind} by its name.`,
  args: [name],
  errors: ["BAD_POINTER", "NOT_CONFIGURED"],
  value,
});
const status = (nr: number, kind: string, struct: string): Call => ({
  nr,
  name: `${kind}_status`,
  doc: `Reads the state of a ${kind}.`,
  args: [identifier, { name: "status", type: "guest_out", struct, doc: "Receives it." }],
  errors: ["BAD_POINTER", "BAD_ARGUMENT"],
});

export const OBJECT_CALLS: readonly Call[] = [
  {
    nr: 0x30,
    name: "buffer_create",
    doc: "Makes a buffer: a queue of messages between processes.",
    args: [name, size, { name: "max_messages", type: "u32", doc: "Messages that fit, 1 to MAX_MESSAGES." }, discipline],
    errors: createErrors,
    value,
  },
  {
    nr: 0x31,
    name: "buffer_send",
    doc: "Puts a message into a buffer, or hands it to the first process that waits for one; waits while the buffer is full.",
    args: [identifier, message, length, ...timeout],
    errors: ["BAD_ARGUMENT", "BAD_POINTER", "NOT_AVAILABLE", "WRONG_MODE", "TIMED_OUT"],
  },
  {
    nr: 0x32,
    name: "buffer_receive",
    doc: "Takes the oldest message of a buffer; waits while there is none.",
    args: [
      identifier,
      { name: "message", type: "guest_out", extent: "the buffer's longest message", doc: "Receives it." },
      ...timeout,
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER", "NOT_AVAILABLE", "WRONG_MODE", "TIMED_OUT"],
    value: "Bytes of the message.",
  },
  find(0x33, "buffer"),
  status(0x34, "buffer", "BufferStatus"),
  {
    nr: 0x35,
    name: "blackboard_create",
    doc: "Makes a blackboard, which is empty: one message that all may read.",
    args: [name, size],
    errors: createErrors,
    value,
  },
  {
    nr: 0x36,
    name: "blackboard_display",
    doc: "Puts a message on a blackboard; all that wait for one get it.",
    args: [identifier, message, length],
    errors: ["BAD_ARGUMENT", "BAD_POINTER"],
  },
  {
    nr: 0x37,
    name: "blackboard_read",
    doc: "Reads the message of a blackboard; waits while there is none.",
    args: [
      identifier,
      { name: "message", type: "guest_out", extent: "the blackboard's longest message", doc: "Receives it." },
      ...timeout,
    ],
    errors: ["BAD_ARGUMENT", "BAD_POINTER", "NOT_AVAILABLE", "WRONG_MODE", "TIMED_OUT"],
    value: "Bytes of the message.",
  },
  {
    nr: 0x38,
    name: "blackboard_clear",
    doc: "Wipes a blackboard.",
    args: [identifier],
    errors: ["BAD_ARGUMENT"],
  },
  find(0x39, "blackboard"),
  status(0x3a, "blackboard", "BlackboardStatus"),
  {
    nr: 0x3b,
    name: "semaphore_create",
    doc: "Makes a counting semaphore.",
    args: [
      name,
      { name: "current", type: "u32", doc: "Its value, at most `maximum`." },
      { name: "maximum", type: "u32", doc: "1 to MAX_SEMAPHORE_VALUE." },
      discipline,
    ],
    errors: createErrors,
    value,
  },
  {
    nr: 0x3c,
    name: "semaphore_wait",
    doc: "Takes one from a semaphore; waits while it is 0.",
    args: [identifier, ...timeout],
    errors: ["BAD_ARGUMENT", "NOT_AVAILABLE", "WRONG_MODE", "TIMED_OUT"],
  },
  {
    nr: 0x3d,
    name: "semaphore_signal",
    doc: "Gives one to the first process that waits, or to the semaphore.",
    args: [identifier],
    errors: ["BAD_ARGUMENT", "NO_ACTION"],
  },
  find(0x3e, "semaphore"),
  status(0x3f, "semaphore", "SemaphoreStatus"),
  {
    nr: 0x40,
    name: "event_create",
    doc: "Makes an event, which is down.",
    args: [name],
    errors: ["BAD_POINTER", "WRONG_MODE", "NO_ACTION", "NOT_CONFIGURED"],
    value,
  },
  {
    nr: 0x41,
    name: "event_set",
    doc: "Sets an event up; all that wait for it go on.",
    args: [identifier],
    errors: ["BAD_ARGUMENT"],
  },
  { nr: 0x42, name: "event_reset", doc: "Sets an event down.", args: [identifier], errors: ["BAD_ARGUMENT"] },
  {
    nr: 0x43,
    name: "event_wait",
    doc: "Waits until an event is up.",
    args: [identifier, ...timeout],
    errors: ["BAD_ARGUMENT", "NOT_AVAILABLE", "WRONG_MODE", "TIMED_OUT"],
  },
  find(0x44, "event"),
  status(0x45, "event", "EventStatus"),
  {
    nr: 0x46,
    name: "mutex_create",
    doc: "Makes a mutex, which is free. Who owns it has the priority of its ceiling.",
    args: [name, { name: "priority", type: "u32", doc: "The ceiling, PRIORITY_MIN to PRIORITY_MAX." }, discipline],
    errors: createErrors,
    value,
  },
  {
    nr: 0x47,
    name: "mutex_acquire",
    doc: "Takes a mutex, once more if it is the caller's; waits while it is another's.",
    args: [identifier, ...timeout],
    errors: ["BAD_ARGUMENT", "WRONG_MODE", "NOT_CONFIGURED", "NOT_AVAILABLE", "TIMED_OUT"],
  },
  {
    nr: 0x48,
    name: "mutex_release",
    doc: "Gives a mutex back, once.",
    args: [identifier],
    errors: ["BAD_ARGUMENT", "WRONG_MODE"],
  },
  {
    nr: 0x49,
    name: "mutex_reset",
    doc: "Takes a mutex from its owner, whatever the count: it goes to the first that waits.",
    args: [identifier, { name: "process", type: "u32", doc: "The owner's identifier." }],
    errors: ["BAD_ARGUMENT", "WRONG_MODE"],
  },
  find(0x4a, "mutex"),
  status(0x4b, "mutex", "MutexStatus"),
  {
    nr: 0x4c,
    name: "process_mutex",
    doc: "Tells which mutex a process owns.",
    args: [{ name: "process", type: "u32", doc: "Its identifier; 0: the first thread." }],
    errors: ["BAD_ARGUMENT"],
    value: "The mutex's identifier; 0: none; PREEMPTION_LOCK: the preemption lock.",
  },
];
