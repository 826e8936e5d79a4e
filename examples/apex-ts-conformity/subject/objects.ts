/** Cases of what processes share, seen from the process MAIN, of priority 50, while others are below it. */
import {
  Blackboard,
  BlackboardStatus,
  Buffer,
  BufferStatus,
  Event,
  EventStatus,
  lockPreemption,
  Mutex,
  MutexStatus,
  Process,
  ReturnCode,
  Semaphore,
  SemaphoreStatus,
  timedWait,
  unlockPreemption,
  Value,
} from "bulkhead/apex";
import { MILLISECOND } from "bulkhead/partition";
import { check, checkThat } from "./check";
import { Message, numbered } from "./message";
import { blackboard, buffer, event, lowMutex, mutex, NEGATIVE, noProcess, semaphore, shared } from "./world";

export function checkBuffer(): void {
  const message = new Message();
  const status = new BufferStatus();
  const nobody = Buffer.find<Message>("NOBODY");
  check("CREATE_BUFFER", ReturnCode.INVALID_MODE, Buffer.create<Message>("LATE", 1).code);
  check("RECEIVE_BUFFER", ReturnCode.NOT_AVAILABLE, buffer.receive(message, 0));
  check("RECEIVE_BUFFER", ReturnCode.TIMED_OUT, buffer.receive(message, MILLISECOND));
  check("RECEIVE_BUFFER", ReturnCode.INVALID_PARAM, buffer.receive(message, NEGATIVE));
  check("RECEIVE_BUFFER", ReturnCode.INVALID_PARAM, nobody.receive(message, 0));
  check("SEND_BUFFER", ReturnCode.NO_ERROR, buffer.send(numbered(3)));
  check("SEND_BUFFER", ReturnCode.NOT_AVAILABLE, buffer.send(numbered(4), 0));
  check("SEND_BUFFER", ReturnCode.TIMED_OUT, buffer.send(numbered(4), MILLISECOND));
  check("SEND_BUFFER", ReturnCode.INVALID_PARAM, buffer.send(numbered(4), NEGATIVE));
  check("SEND_BUFFER", ReturnCode.INVALID_PARAM, nobody.send(numbered(4)));
  check("GET_BUFFER_STATUS", ReturnCode.NO_ERROR, buffer.status(status));
  checkThat("GET_BUFFER_STATUS", "content", status.messages == 1 && status.maxMessageSize == 12);
  check("GET_BUFFER_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
  const level = new Value();
  lockPreemption(level);
  check("SEND_BUFFER", ReturnCode.INVALID_MODE, buffer.send(numbered(4), MILLISECOND));
  check("RECEIVE_BUFFER", ReturnCode.NO_ERROR, buffer.receive(message));
  checkThat("RECEIVE_BUFFER", "message", message.square == 9 && buffer.length == 12);
  check("RECEIVE_BUFFER", ReturnCode.INVALID_MODE, buffer.receive(message));
  unlockPreemption(level);
}

export function checkBlackboard(): void {
  const message = new Message();
  const status = new BlackboardStatus();
  const nobody = Blackboard.find<Message>("NOBODY");
  check("CREATE_BLACKBOARD", ReturnCode.INVALID_MODE, Blackboard.create<Message>("LATE").code);
  check("READ_BLACKBOARD", ReturnCode.NOT_AVAILABLE, blackboard.read(message, 0));
  check("READ_BLACKBOARD", ReturnCode.TIMED_OUT, blackboard.read(message, MILLISECOND));
  check("READ_BLACKBOARD", ReturnCode.INVALID_PARAM, blackboard.read(message, NEGATIVE));
  const level = new Value();
  lockPreemption(level);
  check("READ_BLACKBOARD", ReturnCode.INVALID_MODE, blackboard.read(message));
  unlockPreemption(level);
  check("DISPLAY_BLACKBOARD", ReturnCode.NO_ERROR, blackboard.display(numbered(5)));
  check("DISPLAY_BLACKBOARD", ReturnCode.INVALID_PARAM, nobody.display(numbered(5)));
  check("READ_BLACKBOARD", ReturnCode.NO_ERROR, blackboard.read(message));
  checkThat("READ_BLACKBOARD", "message", message.square == 25 && blackboard.length == 12);
  check("READ_BLACKBOARD", ReturnCode.INVALID_PARAM, nobody.read(message, 0));
  check("CLEAR_BLACKBOARD", ReturnCode.NO_ERROR, blackboard.clear());
  check("CLEAR_BLACKBOARD", ReturnCode.INVALID_PARAM, nobody.clear());
  check("GET_BLACKBOARD_STATUS", ReturnCode.NO_ERROR, blackboard.status(status));
  checkThat("GET_BLACKBOARD_STATUS", "empty", status.occupied == 0);
  check("GET_BLACKBOARD_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
}

export function checkSemaphore(): void {
  const status = new SemaphoreStatus();
  const nobody = Semaphore.find("NOBODY");
  check("CREATE_SEMAPHORE", ReturnCode.INVALID_MODE, Semaphore.create("LATE", 0, 1).code);
  check("WAIT_SEMAPHORE", ReturnCode.NOT_AVAILABLE, semaphore.wait(0));
  check("WAIT_SEMAPHORE", ReturnCode.TIMED_OUT, semaphore.wait(MILLISECOND));
  check("WAIT_SEMAPHORE", ReturnCode.INVALID_PARAM, semaphore.wait(NEGATIVE));
  check("WAIT_SEMAPHORE", ReturnCode.INVALID_PARAM, nobody.wait(0));
  check("SIGNAL_SEMAPHORE", ReturnCode.NO_ERROR, semaphore.signal());
  check("SIGNAL_SEMAPHORE", ReturnCode.NO_ACTION, semaphore.signal());
  check("SIGNAL_SEMAPHORE", ReturnCode.INVALID_PARAM, nobody.signal());
  check("GET_SEMAPHORE_STATUS", ReturnCode.NO_ERROR, semaphore.status(status));
  checkThat("GET_SEMAPHORE_STATUS", "value", status.current == 1 && status.maximum == 1);
  check("GET_SEMAPHORE_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
  check("WAIT_SEMAPHORE", ReturnCode.NO_ERROR, semaphore.wait());
  const level = new Value();
  lockPreemption(level);
  check("WAIT_SEMAPHORE", ReturnCode.INVALID_MODE, semaphore.wait());
  unlockPreemption(level);
}

export function checkEvent(): void {
  const status = new EventStatus();
  const nobody = Event.find("NOBODY");
  check("CREATE_EVENT", ReturnCode.INVALID_MODE, Event.create("LATE").code);
  check("WAIT_EVENT", ReturnCode.NOT_AVAILABLE, event.wait(0));
  check("WAIT_EVENT", ReturnCode.TIMED_OUT, event.wait(MILLISECOND));
  check("WAIT_EVENT", ReturnCode.INVALID_PARAM, event.wait(NEGATIVE));
  check("WAIT_EVENT", ReturnCode.INVALID_PARAM, nobody.wait(0));
  const level = new Value();
  lockPreemption(level);
  check("WAIT_EVENT", ReturnCode.INVALID_MODE, event.wait());
  unlockPreemption(level);
  check("SET_EVENT", ReturnCode.NO_ERROR, event.set());
  check("SET_EVENT", ReturnCode.INVALID_PARAM, nobody.set());
  check("WAIT_EVENT", ReturnCode.NO_ERROR, event.wait());
  check("GET_EVENT_STATUS", ReturnCode.NO_ERROR, event.status(status));
  checkThat("GET_EVENT_STATUS", "up", status.up == 1);
  check("GET_EVENT_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
  check("RESET_EVENT", ReturnCode.NO_ERROR, event.reset());
  check("RESET_EVENT", ReturnCode.INVALID_PARAM, nobody.reset());
}

/** `owner`, of the same priority as MAIN and the ceiling, takes the mutex and lets MAIN run. */
export function checkMutex(main: Process, owner: Process): void {
  const status = new MutexStatus();
  const value = new Value();
  const nobody = Mutex.find("NOBODY");
  check("CREATE_MUTEX", ReturnCode.INVALID_MODE, Mutex.create("LATE", 50).code);
  check("ACQUIRE_MUTEX", ReturnCode.INVALID_PARAM, nobody.acquire());
  check("ACQUIRE_MUTEX", ReturnCode.INVALID_PARAM, mutex.acquire(NEGATIVE));
  check("ACQUIRE_MUTEX", ReturnCode.INVALID_MODE, lowMutex.acquire());
  check("RELEASE_MUTEX", ReturnCode.INVALID_MODE, mutex.release());
  check("RELEASE_MUTEX", ReturnCode.INVALID_PARAM, nobody.release());
  check("ACQUIRE_MUTEX", ReturnCode.NO_ERROR, mutex.acquire());
  check("TIMED_WAIT", ReturnCode.INVALID_MODE, timedWait(0));
  check("LOCK_PREEMPTION", ReturnCode.INVALID_MODE, lockPreemption(value));
  check("GET_PROCESS_MUTEX_STATE", ReturnCode.NO_ERROR, main.mutex(value));
  checkThat("GET_PROCESS_MUTEX_STATE", "which", value.value == mutex.id);
  check("GET_PROCESS_MUTEX_STATE", ReturnCode.INVALID_PARAM, noProcess.mutex(value));
  check("GET_MUTEX_STATUS", ReturnCode.NO_ERROR, mutex.status(status));
  checkThat("GET_MUTEX_STATUS", "owner", status.owner == main.id && status.lockCount == 1);
  check("GET_MUTEX_STATUS", ReturnCode.INVALID_PARAM, nobody.status(status));
  let code = ReturnCode.NO_ERROR;
  let count = 1;
  for (; code == ReturnCode.NO_ERROR && count < 100; count++) code = mutex.acquire();
  check("ACQUIRE_MUTEX", ReturnCode.INVALID_CONFIG, code);
  while (mutex.release() == ReturnCode.NO_ERROR) count -= 1;
  check("RELEASE_MUTEX", ReturnCode.NO_ERROR, count == 1 ? ReturnCode.NO_ERROR : ReturnCode.NO_ACTION);
  check("RESET_MUTEX", ReturnCode.INVALID_MODE, mutex.reset(owner));
  check("RESET_MUTEX", ReturnCode.INVALID_PARAM, nobody.reset(owner));
  check("RESET_MUTEX", ReturnCode.INVALID_PARAM, mutex.reset(noProcess));
  owner.start();
  timedWait(MILLISECOND);
  check("ACQUIRE_MUTEX", ReturnCode.NOT_AVAILABLE, mutex.acquire(0));
  check("ACQUIRE_MUTEX", ReturnCode.TIMED_OUT, mutex.acquire(MILLISECOND));
  check("SUSPEND", ReturnCode.INVALID_MODE, owner.suspend());
  check("RESET_MUTEX", ReturnCode.NO_ERROR, mutex.reset(owner));
  shared.ownerMayGo = true;
}

/** Owns the mutex, and steps behind MAIN again and again: it may not wait. */
export function ownMutex(): void {
  const self = Process.find("OWNER");
  mutex.acquire();
  while (!shared.ownerMayGo) {
    self.setPriority(51);
    self.setPriority(50);
  }
}
