/** Cases of the start: what may be made there, and what not. */
import {
  Blackboard,
  Buffer,
  configureErrorHandler,
  createErrorHandler,
  Deadline,
  Discipline,
  Event,
  getPartitionStatus,
  lockPreemption,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGES,
  MAX_SEMAPHORE_VALUE,
  MemoryBlock,
  Mutex,
  myId,
  myIndex,
  OperatingMode,
  PartitionStatus,
  PRIORITY_MAX,
  Process,
  QueuingDestination,
  QueuingSource,
  ReturnCode,
  replenish,
  SamplingDestination,
  SamplingSource,
  Semaphore,
  setPartitionMode,
  unlockPreemption,
  Value,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { check, checkThat } from "./check";
import { Message } from "./message";
import {
  attributesOf,
  blackboard,
  buffer,
  event,
  input,
  mutex,
  noProcess,
  out,
  PARTITION_PERIOD,
  queueIn,
  queueOut,
  semaphore,
} from "./world";

function nothing(): void {}

export function checkStart(): void {
  const status = new PartitionStatus();
  check("GET_PARTITION_STATUS", ReturnCode.NO_ERROR, getPartitionStatus(status));
  checkThat("GET_PARTITION_STATUS", "mode", status.mode == OperatingMode.COLD_START);
  check("SET_PARTITION_MODE", ReturnCode.INVALID_MODE, setPartitionMode(OperatingMode.WARM_START));
  check("SET_PARTITION_MODE", ReturnCode.INVALID_PARAM, setPartitionMode(7 as OperatingMode));
  const value = new Value();
  check("LOCK_PREEMPTION", ReturnCode.NO_ACTION, lockPreemption(value));
  check("UNLOCK_PREEMPTION", ReturnCode.NO_ACTION, unlockPreemption(value));
  check("GET_MY_ID", ReturnCode.NO_ERROR, myId(value));
  check("GET_MY_INDEX", ReturnCode.INVALID_MODE, myIndex(value));
  check("REPLENISH", ReturnCode.NO_ACTION, replenish(1));
  checkPorts();
  checkObjects();
  const block = MemoryBlock.find("BLOCK");
  check("GET_MEMORY_BLOCK_STATUS", ReturnCode.NO_ERROR, block.code);
  checkThat("GET_MEMORY_BLOCK_STATUS", "size, access", block.sizeBytes == 4096 && block.writable);
  if (block.code == ReturnCode.NO_ERROR) store<u32>(block.address, 1);
  check("GET_MEMORY_BLOCK_STATUS", ReturnCode.INVALID_CONFIG, MemoryBlock.find("NOBODY").code);
}

function checkPorts(): void {
  check("CREATE_SAMPLING_PORT", ReturnCode.NO_ERROR, out.code);
  check("CREATE_SAMPLING_PORT", ReturnCode.NO_ERROR, input.code);
  check("CREATE_SAMPLING_PORT", ReturnCode.NO_ACTION, SamplingSource.create<Message>("OUT").code);
  check("CREATE_SAMPLING_PORT", ReturnCode.INVALID_CONFIG, SamplingSource.create<Message>("NOBODY").code);
  check("GET_SAMPLING_PORT_ID", ReturnCode.NO_ERROR, SamplingDestination.find<Message>("IN").code);
  check("GET_SAMPLING_PORT_ID", ReturnCode.INVALID_CONFIG, SamplingDestination.find<Message>("NOBODY").code);
  check("CREATE_QUEUING_PORT", ReturnCode.NO_ERROR, queueOut.code);
  check("CREATE_QUEUING_PORT", ReturnCode.NO_ERROR, queueIn.code);
  check("CREATE_QUEUING_PORT", ReturnCode.NO_ACTION, QueuingSource.create<Message>("QUEUE-OUT", 2).code);
  check("CREATE_QUEUING_PORT", ReturnCode.INVALID_CONFIG, QueuingSource.create<Message>("NOBODY", 2).code);
  check("GET_QUEUING_PORT_ID", ReturnCode.NO_ERROR, QueuingDestination.find<Message>("QUEUE-IN").code);
  check("GET_QUEUING_PORT_ID", ReturnCode.INVALID_CONFIG, QueuingDestination.find<Message>("NOBODY").code);
}

function checkObjects(): void {
  const wrong = 7 as Discipline;
  check("CREATE_BUFFER", ReturnCode.NO_ERROR, buffer.code);
  check("CREATE_BUFFER", ReturnCode.NO_ACTION, Buffer.create<Message>("BUFFER", 1).code);
  check("CREATE_BUFFER", ReturnCode.INVALID_PARAM, Buffer.create<Message>("B", MAX_MESSAGES + 1).code);
  const tooLong = Buffer.create<Uint8Array>("B", 1, Discipline.FIFO, MAX_MESSAGE_SIZE + 1);
  check("CREATE_BUFFER", ReturnCode.INVALID_PARAM, tooLong.code);
  check("CREATE_BUFFER", ReturnCode.INVALID_PARAM, Buffer.create<Message>("B", 1, wrong).code);
  check("GET_BUFFER_ID", ReturnCode.NO_ERROR, Buffer.find<Message>("BUFFER").code);
  check("GET_BUFFER_ID", ReturnCode.INVALID_CONFIG, Buffer.find<Message>("NOBODY").code);
  check("CREATE_BLACKBOARD", ReturnCode.NO_ERROR, blackboard.code);
  check("CREATE_BLACKBOARD", ReturnCode.NO_ACTION, Blackboard.create<Message>("BLACKBOARD").code);
  check("CREATE_BLACKBOARD", ReturnCode.INVALID_PARAM, Blackboard.create<Uint8Array>("B", 0).code);
  check("GET_BLACKBOARD_ID", ReturnCode.NO_ERROR, Blackboard.find<Message>("BLACKBOARD").code);
  check("GET_BLACKBOARD_ID", ReturnCode.INVALID_CONFIG, Blackboard.find<Message>("NOBODY").code);
  check("CREATE_SEMAPHORE", ReturnCode.NO_ERROR, semaphore.code);
  check("CREATE_SEMAPHORE", ReturnCode.NO_ACTION, Semaphore.create("SEMAPHORE", 0, 1).code);
  check("CREATE_SEMAPHORE", ReturnCode.INVALID_PARAM, Semaphore.create("S", 2, 1).code);
  check("CREATE_SEMAPHORE", ReturnCode.INVALID_PARAM, Semaphore.create("S", 0, MAX_SEMAPHORE_VALUE + 1).code);
  check("GET_SEMAPHORE_ID", ReturnCode.NO_ERROR, Semaphore.find("SEMAPHORE").code);
  check("GET_SEMAPHORE_ID", ReturnCode.INVALID_CONFIG, Semaphore.find("NOBODY").code);
  check("CREATE_EVENT", ReturnCode.NO_ERROR, event.code);
  check("CREATE_EVENT", ReturnCode.NO_ACTION, Event.create("EVENT").code);
  check("GET_EVENT_ID", ReturnCode.NO_ERROR, Event.find("EVENT").code);
  check("GET_EVENT_ID", ReturnCode.INVALID_CONFIG, Event.find("NOBODY").code);
  check("CREATE_MUTEX", ReturnCode.NO_ERROR, mutex.code);
  check("CREATE_MUTEX", ReturnCode.NO_ACTION, Mutex.create("MUTEX", 50).code);
  check("CREATE_MUTEX", ReturnCode.INVALID_PARAM, Mutex.create("M", PRIORITY_MAX + 1).code);
  check("CREATE_MUTEX", ReturnCode.INVALID_PARAM, Mutex.create("M", 50, wrong).code);
  check("GET_MUTEX_ID", ReturnCode.NO_ERROR, Mutex.find("MUTEX").code);
  check("GET_MUTEX_ID", ReturnCode.INVALID_CONFIG, Mutex.find("NOBODY").code);
}

/** Last: the memory that the system file gives the partition's objects is filled, and then there is none for any kind. */
export function checkFull(): void {
  let code = ReturnCode.NO_ERROR;
  for (let number = 0; code == ReturnCode.NO_ERROR; number++) code = Event.create(`EVENT ${number}`).code;
  check("CREATE_EVENT", ReturnCode.INVALID_CONFIG, code);
  check("CREATE_BUFFER", ReturnCode.INVALID_CONFIG, Buffer.create<Message>("B", 100).code);
  check("CREATE_BLACKBOARD", ReturnCode.INVALID_CONFIG, Blackboard.create<Uint8Array>("B", MAX_MESSAGE_SIZE).code);
  check("CREATE_SEMAPHORE", ReturnCode.INVALID_CONFIG, Semaphore.create("S", 0, 1).code);
  check("CREATE_MUTEX", ReturnCode.INVALID_CONFIG, Mutex.create("M", 50).code);
}

/** After the program's own processes were made. */
export function checkProcesses(made: Process): void {
  check("CREATE_PROCESS", ReturnCode.NO_ERROR, made.code);
  check("CREATE_PROCESS", ReturnCode.NO_ACTION, Process.create(attributesOf("MAIN", 50), nothing).code);
  check("CREATE_PROCESS", ReturnCode.INVALID_PARAM, Process.create(attributesOf("P", 0), nothing).code);
  const hasty = attributesOf("P", 10);
  hasty.period = PARTITION_PERIOD;
  hasty.capacity = 2 * PARTITION_PERIOD;
  check("CREATE_PROCESS", ReturnCode.INVALID_PARAM, Process.create(hasty, nothing).code);
  const odd = attributesOf("P", 10);
  odd.period = 7 * MILLISECOND;
  odd.capacity = 7 * MILLISECOND;
  check("CREATE_PROCESS", ReturnCode.INVALID_CONFIG, Process.create(odd, nothing).code);
  const wrong = attributesOf("P", 10);
  wrong.deadline = 7 as Deadline;
  check("CREATE_PROCESS", ReturnCode.INVALID_PARAM, Process.create(wrong, nothing).code);
  const large = attributesOf("P", 10);
  large.stack = 1 << 24;
  check("CREATE_PROCESS", ReturnCode.INVALID_CONFIG, Process.create(large, nothing).code);
  check("GET_PROCESS_ID", ReturnCode.NO_ERROR, Process.find("MAIN").code);
  check("GET_PROCESS_ID", ReturnCode.INVALID_CONFIG, noProcess.code);
  check("INITIALIZE_PROCESS_CORE_AFFINITY", ReturnCode.NO_ERROR, made.setAffinity(0));
  check("INITIALIZE_PROCESS_CORE_AFFINITY", ReturnCode.INVALID_CONFIG, made.setAffinity(3));
  check("INITIALIZE_PROCESS_CORE_AFFINITY", ReturnCode.INVALID_PARAM, noProcess.setAffinity(0));
  check("START", ReturnCode.NO_ERROR, made.start());
  check("START", ReturnCode.NO_ACTION, made.start());
}

export function checkErrorHandler(entry: () => void): void {
  check("CONFIGURE_ERROR_HANDLER", ReturnCode.INVALID_CONFIG, configureErrorHandler(0, 0));
  check("CREATE_ERROR_HANDLER", ReturnCode.INVALID_CONFIG, createErrorHandler(entry, 1 << 24));
  check("CREATE_ERROR_HANDLER", ReturnCode.NO_ERROR, createErrorHandler(entry));
  check("CREATE_ERROR_HANDLER", ReturnCode.NO_ACTION, createErrorHandler(entry));
  check("CONFIGURE_ERROR_HANDLER", ReturnCode.NO_ERROR, configureErrorHandler(0, 0));
  check("CONFIGURE_ERROR_HANDLER", ReturnCode.INVALID_PARAM, configureErrorHandler(7, 0));
}
