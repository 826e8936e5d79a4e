/**
 * APEX, the services of ARINC 653, for a partition written in TypeScript.
 *
 * @example
 * import { MILLISECOND } from "bulkhead/partition";
 * import { INFINITE, OperatingMode, periodic, SamplingSource, setPartitionMode } from "bulkhead/apex";
 *
 * class Attitude {
 *   roll: f32 = 0;
 *   pitch: f32 = 0;
 * }
 *
 * const port = SamplingSource.create<Attitude>("ATTITUDE");
 * const attitude = new Attitude();
 * periodic({ name: "SENSE", period: 50 * MILLISECOND, capacity: INFINITE, priority: 20, stack: 0 }, () => {
 *   attitude.roll += 0.5;
 *   port.write(attitude);
 *   console.log(`roll ${attitude.roll}`);
 * });
 * setPartitionMode(OperatingMode.NORMAL);
 *
 * The top level of the program's file is the initialising process: it makes processes, ports and the rest, starts
 * processes, and sets the mode to NORMAL, which does not return. Each service returns a ReturnCode, never throws;
 * what makes or finds an object gives the object, with the return code in `code`, and with `id` 0 if there is none.
 * What a service tells besides, it writes into an object of the caller's (`Value`, the `…Status` classes: make one, use it
 * again and again), or into its own, for the last operation: `length`, `valid`, `lost`. Processes that share a port and
 * read these `find` an object for each. Times are nanoseconds.
 *
 * A function that begins a process is compiled where it is handed over: a variable that is declared further down, such as
 * the process that is just being made, it can't name. It finds it by `Process.find`, or in a field of an object.
 *
 * | ARINC 653 | here |
 * | --- | --- |
 * | GET_PARTITION_STATUS | getPartitionStatus |
 * | SET_PARTITION_MODE | setPartitionMode |
 * | CREATE_PROCESS | Process.create, periodic, aperiodic |
 * | START, DELAYED_START | Process.start |
 * | STOP | Process.stop |
 * | STOP_SELF | stopSelf |
 * | SUSPEND | Process.suspend |
 * | SUSPEND_SELF | suspendSelf |
 * | RESUME | Process.resume |
 * | SET_PRIORITY | Process.setPriority |
 * | LOCK_PREEMPTION | lockPreemption |
 * | UNLOCK_PREEMPTION | unlockPreemption |
 * | GET_MY_ID | myId |
 * | GET_PROCESS_ID | Process.find |
 * | GET_PROCESS_STATUS | Process.status |
 * | INITIALIZE_PROCESS_CORE_AFFINITY | Process.setAffinity |
 * | GET_MY_PROCESSOR_CORE_ID | myCore |
 * | GET_MY_INDEX | myIndex |
 * | TIMED_WAIT | timedWait |
 * | PERIODIC_WAIT | periodicWait, periodic |
 * | GET_TIME | getTime |
 * | REPLENISH | replenish |
 * | CREATE_SAMPLING_PORT | SamplingSource.create, SamplingDestination.create |
 * | WRITE_SAMPLING_MESSAGE | SamplingSource.write |
 * | READ_SAMPLING_MESSAGE | SamplingDestination.read |
 * | GET_SAMPLING_PORT_ID | SamplingSource.find, SamplingDestination.find |
 * | GET_SAMPLING_PORT_STATUS | SamplingPort.status |
 * | CREATE_QUEUING_PORT | QueuingSource.create, QueuingDestination.create |
 * | SEND_QUEUING_MESSAGE | QueuingSource.send |
 * | RECEIVE_QUEUING_MESSAGE | QueuingDestination.receive |
 * | GET_QUEUING_PORT_ID | QueuingSource.find, QueuingDestination.find |
 * | GET_QUEUING_PORT_STATUS | QueuingPort.status |
 * | CLEAR_QUEUING_PORT | QueuingPort.clear |
 * | CREATE_BUFFER | Buffer.create |
 * | SEND_BUFFER | Buffer.send |
 * | RECEIVE_BUFFER | Buffer.receive |
 * | GET_BUFFER_ID | Buffer.find |
 * | GET_BUFFER_STATUS | Buffer.status |
 * | CREATE_BLACKBOARD | Blackboard.create |
 * | DISPLAY_BLACKBOARD | Blackboard.display |
 * | READ_BLACKBOARD | Blackboard.read |
 * | CLEAR_BLACKBOARD | Blackboard.clear |
 * | GET_BLACKBOARD_ID | Blackboard.find |
 * | GET_BLACKBOARD_STATUS | Blackboard.status |
 * | CREATE_SEMAPHORE | Semaphore.create |
 * | WAIT_SEMAPHORE | Semaphore.wait |
 * | SIGNAL_SEMAPHORE | Semaphore.signal |
 * | GET_SEMAPHORE_ID | Semaphore.find |
 * | GET_SEMAPHORE_STATUS | Semaphore.status |
 * | CREATE_EVENT | Event.create |
 * | SET_EVENT | Event.set |
 * | RESET_EVENT | Event.reset |
 * | WAIT_EVENT | Event.wait |
 * | GET_EVENT_ID | Event.find |
 * | GET_EVENT_STATUS | Event.status |
 * | CREATE_MUTEX | Mutex.create |
 * | ACQUIRE_MUTEX | Mutex.acquire |
 * | RELEASE_MUTEX | Mutex.release |
 * | RESET_MUTEX | Mutex.reset |
 * | GET_MUTEX_ID | Mutex.find |
 * | GET_MUTEX_STATUS | Mutex.status |
 * | GET_PROCESS_MUTEX_STATE | Process.mutex |
 * | REPORT_APPLICATION_MESSAGE | reportApplicationMessage |
 * | CREATE_ERROR_HANDLER | createErrorHandler |
 * | GET_ERROR_STATUS | errorStatus |
 * | RAISE_APPLICATION_ERROR | raiseApplicationError |
 * | CONFIGURE_ERROR_HANDLER | configureErrorHandler |
 * | Part 2: READ_UPDATED_SAMPLING_MESSAGE | SamplingDestination.readUpdated |
 * | Part 2: GET_SAMPLING_PORT_CURRENT_STATUS | SamplingPort.status |
 * | Part 2: SET_MODULE_SCHEDULE | ModuleSchedule.set |
 * | Part 2: GET_MODULE_SCHEDULE_STATUS | ModuleSchedule.status |
 * | Part 2: GET_MODULE_SCHEDULE_ID | ModuleSchedule.find |
 * | Part 2: GET_MEMORY_BLOCK_STATUS | MemoryBlock.find |
 *
 * A guest OS, a partition with a vCPU, has the ports as well: with LINE_PORT_MESSAGE it asks `nextPort`.
 *
 * ## Processes, memory and the collector
 *
 * A process may interrupt another at any instruction, and all of the language is there in each of them: strings put
 * together, `new`, arrays that grow, `Math`, `console.log`. What makes that safe:
 *
 * - Each process has a copy of the variables that the compiler and its library keep to themselves (the pointer to the
 *   references that it holds, the digits of a float on their way to a string, the halves of a sine). The variables of the
 *   program are one for all, as it says; sharing what takes more than one of them takes a mutex, a semaphore or the
 *   preemption lock, as in every language.
 * - The heap is one, behind the preemption lock: an allocation costs two calls of the kernel more than in a program
 *   without processes. Who owns a mutex may not lock preemption: it has the highest priority for that moment. (Under
 *   another policy than that of priorities it can be interrupted there; who wants into the heap then waits, and if it
 *   owns a mutex itself, the partition ends with a message. Under those, allocate nothing while you own a mutex.)
 * - The collector goes on, in small steps, when a process allocates and every other one stands inside a call of the kernel
 *   or at its end: it waits for something, or is stopped. A process that was interrupted in the middle of its work may
 *   hold references in registers, so the collector then waits for a later allocation, and memory grows meanwhile. At its
 *   limit the allocating process sleeps, a millisecond at a time, until the others have come to a call; after a second
 *   of that it ends with "out of memory". So a process that computes for long without a call should make one now and
 *   then (`timedWait(0)`), or none beside it should allocate much.
 * - Where time is short, allocate nothing: make messages and results once, and use them again. All that this module
 *   offers can be used so, but for `create` and `find`.
 * - A process that is stopped from without while it is inside the heap would leave it half changed. `Process.stop` sees to
 *   that for the error handler; a health table that stops processes by itself does not: what allocates next then reports
 *   a MEMORY_VIOLATION, and the partition stops unless its table restarts it. With deadlines and allocation in one
 *   process, have its errors come to a handler.
 * - An exception, or a failed assertion, is an APPLICATION_ERROR of the process; if nothing stops it then, it ends.
 */
export * from "bulkhead/partition/apex/blackboard";
export * from "bulkhead/partition/apex/buffer";
export * from "bulkhead/partition/apex/discipline";
export * from "bulkhead/partition/apex/event";
export * from "bulkhead/partition/apex/health";
export { KernelObject } from "bulkhead/partition/apex/kernel-object";
export * from "bulkhead/partition/apex/memory-block";
export * from "bulkhead/partition/apex/module-schedule";
export * from "bulkhead/partition/apex/mutex";
export * from "bulkhead/partition/apex/partition";
export {
  AperiodicAttributes,
  aperiodic,
  Deadline,
  lockPreemption,
  myCore,
  myId,
  myIndex,
  PeriodicAttributes,
  Process,
  ProcessAttributes,
  ProcessState,
  periodic,
  processName,
  stopSelf,
  suspendSelf,
  unlockPreemption,
} from "bulkhead/partition/apex/process";
export * from "bulkhead/partition/apex/queuing-port";
export { ReturnCode, Value } from "bulkhead/partition/apex/return-code";
export * from "bulkhead/partition/apex/sampling-port";
export * from "bulkhead/partition/apex/semaphore";
export * from "bulkhead/partition/apex/time";
export {
  BlackboardStatus,
  BufferStatus,
  ERROR_APPLICATION_ERROR,
  ERROR_DEADLINE_MISSED,
  ERROR_HARDWARE_FAULT,
  ERROR_ILLEGAL_INSTRUCTION,
  ERROR_ILLEGAL_REQUEST,
  ERROR_MEMORY_VIOLATION,
  ERROR_NUMERIC_ERROR,
  ERROR_PRIVILEGED_INSTRUCTION,
  ERROR_STACK_OVERFLOW,
  ErrorStatus,
  EventStatus,
  HEALTH_ERROR,
  HEALTH_MESSAGE,
  HealthRecord,
  MAX_ERROR_MESSAGE_SIZE,
  MAX_LOCK_LEVEL,
  MAX_MESSAGE_SIZE,
  MAX_MESSAGES,
  MAX_SEMAPHORE_VALUE,
  MutexStatus,
  PartitionStatus,
  PREEMPTION_LOCK,
  PRIORITY_MAX,
  PRIORITY_MIN,
  ProcessStatus,
  QueuingStatus,
  SamplingStatus,
  ScheduleStatus,
  SemaphoreStatus,
} from "bulkhead/partition/generated/abi";
