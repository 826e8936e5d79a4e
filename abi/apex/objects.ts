/** Communication between the processes of a partition (ARINC 653 Part 1, 3.7). */
import {
  type ApexCode,
  type ApexGroup,
  type ApexService,
  alias,
  constant,
  created,
  discipline,
  enumeration,
  input,
  invalidConfig,
  invalidMode,
  invalidParam,
  limit,
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

const noRoom = (what: string): ApexCode =>
  invalidConfig(`The partition has as many ${what} as fit what the system file gives it.`);
const disciplineRange = invalidParam("QUEUING_DISCIPLINE is neither FIFO nor PRIORITY.");
const sizeRange = invalidParam("MAX_MESSAGE_SIZE is not 1 to SYSTEM_LIMIT_MESSAGE_SIZE.");
const lengthRange = invalidParam("LENGTH is not 1 to MAX_MESSAGE_SIZE.");

/** The words and parameters that a kind of object has in all its services. */
function kind(name: string) {
  const upper = name.toUpperCase();
  const id = input(`${upper}_ID_TYPE`, `${upper}_ID`, `Which ${name}.`);
  const newId = output(`${upper}_ID_TYPE`, `${upper}_ID`, "Receives its identifier.");
  const called = input(`${upper}_NAME_TYPE`, `${upper}_NAME`, "Its name.");
  const unknown = invalidParam(`There is no ${name} ${upper}_ID.`);
  const find: ApexService = {
    name: `GET_${upper}_ID`,
    doc: `Finds ${/^[aeiou]/.test(name) ? "an" : "a"} ${name} by its name.`,
    parameters: [called, newId],
    call: `${name}_id`,
    codes: [invalidConfig(`There is no ${name} of that name.`)],
  };
  const status: ApexService = {
    name: `GET_${upper}_STATUS`,
    doc: `Tells the state of ${/^[aeiou]/.test(name) ? "an" : "a"} ${name}, and how many processes wait for it.`,
    parameters: [id, output(`${upper}_STATUS_TYPE`, `${upper}_STATUS`, "Receives it.")],
    call: `${name}_status`,
    codes: [unknown],
  };
  return { id, newId, called, unknown, find, status };
}

const buffer = kind("buffer");
const blackboard = kind("blackboard");
const semaphore = kind("semaphore");
const event = kind("event");
const mutex = kind("mutex");

export const BUFFER_GROUP: ApexGroup = {
  title: "Buffers",
  part: 1,
  section: "3.7.2.1",
  header: "apexBuffer.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_NUMBER_OF_BUFFERS", "SYSTEM_LIMIT_NUMBER_OF_BUFFERS"),
    alias("BUFFER_NAME_TYPE", "NAME_TYPE"),
    alias("BUFFER_ID_TYPE", "APEX_INTEGER"),
    structure(
      "BUFFER_STATUS_TYPE",
      ["MESSAGE_RANGE_TYPE", "NB_MESSAGE"],
      ["MESSAGE_RANGE_TYPE", "MAX_NB_MESSAGE"],
      ["MESSAGE_SIZE_TYPE", "MAX_MESSAGE_SIZE"],
      ["WAITING_RANGE_TYPE", "WAITING_PROCESSES"],
    ),
  ],
  services: [
    {
      name: "CREATE_BUFFER",
      doc: "Makes a buffer: a queue of messages.",
      parameters: [
        buffer.called,
        maxMessageSize,
        input("MESSAGE_RANGE_TYPE", "MAX_NB_MESSAGE", "Messages that fit."),
        discipline,
        buffer.newId,
      ],
      call: "buffer_create",
      codes: [
        ...created("buffer"),
        sizeRange,
        invalidParam("MAX_NB_MESSAGE is not 1 to SYSTEM_LIMIT_NUMBER_OF_MESSAGES."),
        disciplineRange,
        noRoom("buffers"),
      ],
    },
    {
      name: "SEND_BUFFER",
      doc: "Puts a message into a buffer, or hands it to the first process that waits for one; waits while the buffer is full.",
      parameters: [buffer.id, ...messageIn, timeOut],
      call: "buffer_send",
      codes: [buffer.unknown, lengthRange, timeOutRange, ...waiting("The buffer is full")],
    },
    {
      name: "RECEIVE_BUFFER",
      doc: "Takes the oldest message of a buffer; waits while there is none.",
      parameters: [buffer.id, timeOut, ...messageOut],
      call: "buffer_receive",
      codes: [buffer.unknown, timeOutRange, ...waiting("The buffer is empty")],
    },
    buffer.find,
    buffer.status,
  ],
};

export const BLACKBOARD_GROUP: ApexGroup = {
  title: "Blackboards",
  part: 1,
  section: "3.7.2.2",
  header: "apexBlackboard.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_NUMBER_OF_BLACKBOARDS", "SYSTEM_LIMIT_NUMBER_OF_BLACKBOARDS"),
    alias("BLACKBOARD_NAME_TYPE", "NAME_TYPE"),
    alias("BLACKBOARD_ID_TYPE", "APEX_INTEGER"),
    enumeration("EMPTY_INDICATOR_TYPE", "EMPTY", "OCCUPIED"),
    structure(
      "BLACKBOARD_STATUS_TYPE",
      ["EMPTY_INDICATOR_TYPE", "EMPTY_INDICATOR"],
      ["MESSAGE_SIZE_TYPE", "MAX_MESSAGE_SIZE"],
      ["WAITING_RANGE_TYPE", "WAITING_PROCESSES"],
    ),
  ],
  services: [
    {
      name: "CREATE_BLACKBOARD",
      doc: "Makes a blackboard, which is empty.",
      parameters: [blackboard.called, maxMessageSize, blackboard.newId],
      call: "blackboard_create",
      codes: [...created("blackboard"), sizeRange, noRoom("blackboards")],
    },
    {
      name: "DISPLAY_BLACKBOARD",
      doc: "Puts a message on a blackboard; all that wait for one get it.",
      parameters: [blackboard.id, ...messageIn],
      call: "blackboard_display",
      codes: [blackboard.unknown, lengthRange],
    },
    {
      name: "READ_BLACKBOARD",
      doc: "Reads the message of a blackboard; waits while there is none.",
      parameters: [blackboard.id, timeOut, ...messageOut],
      call: "blackboard_read",
      codes: [blackboard.unknown, timeOutRange, ...waiting("The blackboard is empty")],
    },
    {
      name: "CLEAR_BLACKBOARD",
      doc: "Wipes a blackboard.",
      parameters: [blackboard.id],
      call: "blackboard_clear",
      codes: [blackboard.unknown],
    },
    blackboard.find,
    blackboard.status,
  ],
};

export const SEMAPHORE_GROUP: ApexGroup = {
  title: "Semaphores",
  part: 1,
  section: "3.7.2.3",
  header: "apexSemaphore.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_NUMBER_OF_SEMAPHORES", "SYSTEM_LIMIT_NUMBER_OF_SEMAPHORES"),
    constant("MAX_SEMAPHORE_VALUE", limit("MAX_SEMAPHORE_VALUE")),
    alias("SEMAPHORE_NAME_TYPE", "NAME_TYPE"),
    alias("SEMAPHORE_ID_TYPE", "APEX_INTEGER"),
    alias("SEMAPHORE_VALUE_TYPE", "APEX_INTEGER"),
    structure(
      "SEMAPHORE_STATUS_TYPE",
      ["SEMAPHORE_VALUE_TYPE", "CURRENT_VALUE"],
      ["SEMAPHORE_VALUE_TYPE", "MAXIMUM_VALUE"],
      ["WAITING_RANGE_TYPE", "WAITING_PROCESSES"],
    ),
  ],
  services: [
    {
      name: "CREATE_SEMAPHORE",
      doc: "Makes a counting semaphore.",
      parameters: [
        semaphore.called,
        input("SEMAPHORE_VALUE_TYPE", "CURRENT_VALUE", "Its value."),
        input("SEMAPHORE_VALUE_TYPE", "MAXIMUM_VALUE", "Its greatest value."),
        discipline,
        semaphore.newId,
      ],
      call: "semaphore_create",
      codes: [
        ...created("semaphore"),
        invalidParam("MAXIMUM_VALUE is not 1 to MAX_SEMAPHORE_VALUE."),
        invalidParam("CURRENT_VALUE is not 0 to MAXIMUM_VALUE."),
        disciplineRange,
        noRoom("semaphores"),
      ],
    },
    {
      name: "WAIT_SEMAPHORE",
      doc: "Takes one from a semaphore; waits while it is 0.",
      parameters: [semaphore.id, timeOut],
      call: "semaphore_wait",
      codes: [semaphore.unknown, timeOutRange, ...waiting("The semaphore is 0")],
    },
    {
      name: "SIGNAL_SEMAPHORE",
      doc: "Gives one to the first process that waits, or to the semaphore.",
      parameters: [semaphore.id],
      call: "semaphore_signal",
      codes: [semaphore.unknown, noAction("The semaphore is at its MAXIMUM_VALUE.")],
    },
    semaphore.find,
    semaphore.status,
  ],
};

export const EVENT_GROUP: ApexGroup = {
  title: "Events",
  part: 1,
  section: "3.7.2.4",
  header: "apexEvent.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_NUMBER_OF_EVENTS", "SYSTEM_LIMIT_NUMBER_OF_EVENTS"),
    alias("EVENT_NAME_TYPE", "NAME_TYPE"),
    alias("EVENT_ID_TYPE", "APEX_INTEGER"),
    enumeration("EVENT_STATE_TYPE", "DOWN", "UP"),
    structure("EVENT_STATUS_TYPE", ["EVENT_STATE_TYPE", "EVENT_STATE"], ["WAITING_RANGE_TYPE", "WAITING_PROCESSES"]),
  ],
  services: [
    {
      name: "CREATE_EVENT",
      doc: "Makes an event, which is DOWN.",
      parameters: [event.called, event.newId],
      call: "event_create",
      codes: [...created("event"), noRoom("events")],
    },
    {
      name: "SET_EVENT",
      doc: "Sets an event UP; all that wait for it go on.",
      parameters: [event.id],
      call: "event_set",
      codes: [event.unknown],
    },
    {
      name: "RESET_EVENT",
      doc: "Sets an event DOWN.",
      parameters: [event.id],
      call: "event_reset",
      codes: [event.unknown],
    },
    {
      name: "WAIT_EVENT",
      doc: "Waits until an event is UP.",
      parameters: [event.id, timeOut],
      call: "event_wait",
      codes: [event.unknown, timeOutRange, ...waiting("The event is DOWN")],
    },
    event.find,
    event.status,
  ],
};

export const MUTEX_GROUP: ApexGroup = {
  title: "Mutexes",
  part: 1,
  section: "3.7.2.5",
  header: "apexMutex.h",
  includes: ["apexProcess.h"],
  types: [
    constant("MAX_NUMBER_OF_MUTEXES", "SYSTEM_LIMIT_NUMBER_OF_MUTEXES"),
    constant("NO_MUTEX_OWNED", -2),
    constant("PREEMPTION_LOCK_MUTEX", -3),
    alias("MUTEX_NAME_TYPE", "NAME_TYPE"),
    alias("MUTEX_ID_TYPE", "APEX_INTEGER"),
    alias("LOCK_COUNT_TYPE", "APEX_INTEGER"),
    enumeration("MUTEX_STATE_TYPE", "AVAILABLE", "OWNED"),
    structure(
      "MUTEX_STATUS_TYPE",
      ["PROCESS_ID_TYPE", "MUTEX_OWNER"],
      ["MUTEX_STATE_TYPE", "MUTEX_STATE"],
      ["PRIORITY_TYPE", "MUTEX_PRIORITY"],
      ["LOCK_COUNT_TYPE", "LOCK_COUNT"],
      ["WAITING_RANGE_TYPE", "WAITING_PROCESSES"],
    ),
  ],
  services: [
    {
      name: "CREATE_MUTEX",
      doc: "Makes a mutex, which is free.",
      parameters: [
        mutex.called,
        input("PRIORITY_TYPE", "MUTEX_PRIORITY", "Its ceiling: the priority of whoever owns it."),
        discipline,
        mutex.newId,
      ],
      call: "mutex_create",
      codes: [
        ...created("mutex"),
        invalidParam("MUTEX_PRIORITY is not MIN_PRIORITY_VALUE to MAX_PRIORITY_VALUE."),
        disciplineRange,
        noRoom("mutexes"),
      ],
    },
    {
      name: "ACQUIRE_MUTEX",
      doc: "Takes a mutex, once more if it is the caller's; waits while it is another's. The owner has the priority of the ceiling.",
      parameters: [mutex.id, timeOut],
      call: "mutex_acquire",
      codes: [
        invalidParam("There is no mutex MUTEX_ID, or it is PREEMPTION_LOCK_MUTEX."),
        timeOutRange,
        invalidMode("The caller is the error handler, or the partition is not in NORMAL."),
        invalidMode("The caller owns another mutex, or the preemption lock."),
        invalidMode("The caller's current priority is above the ceiling."),
        invalidConfig("The caller acquired it MAX_LOCK_LEVEL times already."),
        ...waiting("The mutex is another's").filter(({ code }) => code !== "INVALID_MODE"),
      ],
    },
    {
      name: "RELEASE_MUTEX",
      doc: "Gives a mutex back, once; with the last time the caller's priority is again what it was.",
      parameters: [mutex.id],
      call: "mutex_release",
      codes: [
        invalidParam("There is no mutex MUTEX_ID, or it is PREEMPTION_LOCK_MUTEX."),
        invalidMode("The caller does not own it."),
      ],
    },
    {
      name: "RESET_MUTEX",
      doc: "Takes a mutex from its owner, however often it acquired it: it goes to the first that waits.",
      parameters: [mutex.id, input("PROCESS_ID_TYPE", "PROCESS_ID", "The owner.")],
      call: "mutex_reset",
      codes: [
        invalidParam("There is no mutex MUTEX_ID, or it is PREEMPTION_LOCK_MUTEX."),
        invalidParam("There is no process PROCESS_ID."),
        invalidMode("The process does not own it."),
      ],
    },
    mutex.find,
    mutex.status,
    {
      name: "GET_PROCESS_MUTEX_STATE",
      doc: "Tells which mutex a process owns.",
      parameters: [
        input("PROCESS_ID_TYPE", "PROCESS_ID", "Which process; MAIN_PROCESS_ID: the one that starts the partition."),
        output("MUTEX_ID_TYPE", "MUTEX_ID", "Receives its identifier, NO_MUTEX_OWNED or PREEMPTION_LOCK_MUTEX."),
      ],
      call: "process_mutex",
      codes: [invalidParam("There is no process PROCESS_ID.")],
    },
  ],
};
