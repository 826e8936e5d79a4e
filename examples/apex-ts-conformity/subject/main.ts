/** The APEX in TypeScript: each service does its work, and each of its return codes can be had. */
import {
  aperiodic,
  configureErrorHandler,
  createErrorHandler,
  ErrorStatus,
  errorMessage,
  errorStatus,
  getTime,
  INFINITE,
  lockPreemption,
  ModuleSchedule,
  myCore,
  myId,
  myIndex,
  OperatingMode,
  Process,
  ProcessState,
  ProcessStatus,
  periodicWait,
  processName,
  ReturnCode,
  raiseApplicationError,
  replenish,
  reportApplicationMessage,
  ScheduleStatus,
  setPartitionMode,
  stopSelf,
  suspendSelf,
  timedWait,
  unlockPreemption,
  Value,
} from "bulkhead/apex";
import { MILLISECOND, partition } from "bulkhead/partition";
import { check, checkThat, report } from "./check";
import { checkBlackboard, checkBuffer, checkEvent, checkMutex, checkSemaphore, ownMutex } from "./objects";
import { checkQueuing, checkSampling } from "./ports";
import { checkErrorHandler, checkFull, checkProcesses, checkStart } from "./start";
import {
  attributesOf,
  cast,
  event,
  FAR,
  mutex,
  NEGATIVE,
  noProcess,
  PARTITION_PERIOD,
  shared,
  TOO_LONG_A_TEXT,
} from "./world";

function idle(): void {
  for (;;) suspendSelf();
}

function end(): void {
  stopSelf();
  console.log("STOP_SELF FAILED: it returned");
}

function atEachRelease(): void {
  check("SUSPEND_SELF", ReturnCode.INVALID_MODE, suspendSelf());
  check("REPLENISH", ReturnCode.INVALID_MODE, replenish(2 * PARTITION_PERIOD));
  check("REPLENISH", ReturnCode.NO_ERROR, replenish(PARTITION_PERIOD / 2));
  const before = getTime();
  check("PERIODIC_WAIT", ReturnCode.NO_ERROR, periodicWait());
  checkThat("PERIODIC_WAIT", "it waits", getTime() > before);
  shared.releases += 1;
  stopSelf();
}

function handleError(): void {
  const error = new ErrorStatus();
  const value = new Value();
  check("GET_ERROR_STATUS", ReturnCode.NO_ERROR, errorStatus(error));
  checkThat("GET_ERROR_STATUS", errorMessage(error), errorMessage(error) == "an error of MAIN");
  check("GET_ERROR_STATUS", ReturnCode.NO_ACTION, errorStatus(error));
  check("GET_MY_ID", ReturnCode.INVALID_MODE, myId(value));
  check("GET_MY_INDEX", ReturnCode.INVALID_MODE, myIndex(value));
  check("TIMED_WAIT", ReturnCode.INVALID_MODE, timedWait(0));
  check("PERIODIC_WAIT", ReturnCode.INVALID_MODE, periodicWait());
  check("SUSPEND_SELF", ReturnCode.INVALID_MODE, suspendSelf());
  check("LOCK_PREEMPTION", ReturnCode.NO_ACTION, lockPreemption(value));
  check("UNLOCK_PREEMPTION", ReturnCode.NO_ACTION, unlockPreemption(value));
  check("REPLENISH", ReturnCode.NO_ACTION, replenish(1));
  check("ACQUIRE_MUTEX", ReturnCode.INVALID_MODE, mutex.acquire());
  check("WAIT_EVENT", ReturnCode.INVALID_MODE, event.wait());
  shared.handlerRan = true;
}

function checkProcessServices(): void {
  const value = new Value();
  const status = new ProcessStatus();
  check("GET_MY_ID", ReturnCode.NO_ERROR, myId(value));
  checkThat("GET_MY_ID", "which", value.value == cast.main.id);
  check("GET_MY_INDEX", ReturnCode.NO_ERROR, myIndex(value));
  check("GET_MY_PROCESSOR_CORE_ID", ReturnCode.NO_ERROR, myCore(value));
  check("CREATE_PROCESS", ReturnCode.INVALID_MODE, Process.create(attributesOf("LATE", 10), idle).code);
  check("INITIALIZE_PROCESS_CORE_AFFINITY", ReturnCode.INVALID_MODE, cast.main.setAffinity(0));
  check("GET_PROCESS_STATUS", ReturnCode.NO_ERROR, cast.idler.status(status));
  checkThat("GET_PROCESS_STATUS", "DORMANT", status.state == ProcessState.DORMANT && processName(status) == "IDLER");
  check("GET_PROCESS_STATUS", ReturnCode.INVALID_PARAM, noProcess.status(status));
  check("SUSPEND", ReturnCode.INVALID_MODE, cast.idler.suspend());
  check("RESUME", ReturnCode.INVALID_MODE, cast.idler.resume());
  check("SET_PRIORITY", ReturnCode.INVALID_MODE, cast.idler.setPriority(11));
  check("STOP", ReturnCode.NO_ACTION, cast.idler.stop());
  check("START", ReturnCode.NO_ERROR, cast.idler.start());
  check("SUSPEND", ReturnCode.NO_ERROR, cast.idler.suspend());
  check("SUSPEND", ReturnCode.NO_ACTION, cast.idler.suspend());
  check("RESUME", ReturnCode.NO_ERROR, cast.idler.resume());
  check("RESUME", ReturnCode.NO_ACTION, cast.idler.resume());
  check("SUSPEND", ReturnCode.INVALID_PARAM, cast.main.suspend());
  check("RESUME", ReturnCode.INVALID_PARAM, noProcess.resume());
  check("SET_PRIORITY", ReturnCode.NO_ERROR, cast.idler.setPriority(12));
  cast.idler.status(status);
  checkThat("SET_PRIORITY", "current", status.currentPriority == 12 && status.basePriority == 10);
  check("SET_PRIORITY", ReturnCode.INVALID_PARAM, cast.idler.setPriority(0));
  check("SET_PRIORITY", ReturnCode.INVALID_PARAM, noProcess.setPriority(12));
  check("STOP", ReturnCode.NO_ERROR, cast.idler.stop());
  check("STOP", ReturnCode.INVALID_PARAM, cast.main.stop());
  check("START", ReturnCode.INVALID_PARAM, noProcess.start());
  check("START", ReturnCode.INVALID_CONFIG, cast.distant.start());
  check("DELAYED_START", ReturnCode.INVALID_CONFIG, cast.distant.start(1));
  check("DELAYED_START", ReturnCode.INVALID_PARAM, cast.idler.start(NEGATIVE));
  check("DELAYED_START", ReturnCode.INVALID_PARAM, cast.regular.start(PARTITION_PERIOD));
  check("DELAYED_START", ReturnCode.INVALID_PARAM, noProcess.start(1));
  check("DELAYED_START", ReturnCode.NO_ERROR, cast.idler.start(MILLISECOND));
  check("DELAYED_START", ReturnCode.NO_ACTION, cast.idler.start(MILLISECOND));
  cast.ender.start();
  cast.regular.start();
  check("SUSPEND_SELF", ReturnCode.TIMED_OUT, suspendSelf(3 * PARTITION_PERIOD));
  check("SUSPEND_SELF", ReturnCode.INVALID_PARAM, suspendSelf(NEGATIVE));
  cast.ender.status(status);
  check(
    "STOP_SELF",
    ReturnCode.NO_ERROR,
    status.state == ProcessState.DORMANT ? ReturnCode.NO_ERROR : ReturnCode.NO_ACTION,
  );
  checkThat("PERIODIC_WAIT", "second release", shared.releases == 1);
  cast.waker.start();
  check("SUSPEND_SELF", ReturnCode.NO_ERROR, suspendSelf());
}

function wakeMain(): void {
  cast.main.resume();
}

function checkTime(): void {
  const before = getTime();
  check("TIMED_WAIT", ReturnCode.NO_ERROR, timedWait(MILLISECOND));
  check(
    "GET_TIME",
    ReturnCode.NO_ERROR,
    getTime() - before >= MILLISECOND ? ReturnCode.NO_ERROR : ReturnCode.NO_ACTION,
  );
  check("TIMED_WAIT", ReturnCode.INVALID_PARAM, timedWait(INFINITE));
  check("PERIODIC_WAIT", ReturnCode.INVALID_MODE, periodicWait());
  check("REPLENISH", ReturnCode.INVALID_PARAM, replenish(NEGATIVE));
  check("REPLENISH", ReturnCode.NO_ERROR, replenish(INFINITE));
}

function checkPreemption(): void {
  const level = new Value();
  check("LOCK_PREEMPTION", ReturnCode.NO_ERROR, lockPreemption(level));
  checkThat("LOCK_PREEMPTION", "level", level.value == 1);
  check("TIMED_WAIT", ReturnCode.INVALID_MODE, timedWait(0));
  while (lockPreemption(level) == ReturnCode.NO_ERROR && level.value < 100) {}
  check("LOCK_PREEMPTION", ReturnCode.INVALID_CONFIG, lockPreemption(level));
  check("UNLOCK_PREEMPTION", ReturnCode.NO_ERROR, unlockPreemption(level));
  while (unlockPreemption(level) == ReturnCode.NO_ERROR) {}
  check("UNLOCK_PREEMPTION", ReturnCode.NO_ACTION, unlockPreemption(level));
}

function checkHealth(): void {
  check("REPORT_APPLICATION_MESSAGE", ReturnCode.NO_ERROR, reportApplicationMessage("all is well"));
  check("REPORT_APPLICATION_MESSAGE", ReturnCode.INVALID_PARAM, reportApplicationMessage(TOO_LONG_A_TEXT));
  check("GET_ERROR_STATUS", ReturnCode.INVALID_CONFIG, errorStatus(new ErrorStatus()));
  check("CREATE_ERROR_HANDLER", ReturnCode.INVALID_MODE, createErrorHandler(handleError));
  check("CONFIGURE_ERROR_HANDLER", ReturnCode.INVALID_MODE, configureErrorHandler(0, 0));
  check("RAISE_APPLICATION_ERROR", ReturnCode.INVALID_PARAM, raiseApplicationError("", 0));
  check("RAISE_APPLICATION_ERROR", ReturnCode.INVALID_PARAM, raiseApplicationError(TOO_LONG_A_TEXT));
  check("RAISE_APPLICATION_ERROR", ReturnCode.NO_ERROR, raiseApplicationError("an error of MAIN"));
  checkThat("RAISE_APPLICATION_ERROR", "the error handler", shared.handlerRan);
}

function checkSchedules(): void {
  const status = new ScheduleStatus();
  const first = ModuleSchedule.find("first");
  const second = ModuleSchedule.find("second");
  check("GET_MODULE_SCHEDULE_ID", ReturnCode.NO_ERROR, second.code);
  check("GET_MODULE_SCHEDULE_ID", ReturnCode.INVALID_CONFIG, ModuleSchedule.find("NOBODY").code);
  check("SET_MODULE_SCHEDULE", ReturnCode.NO_ACTION, first.set());
  check("SET_MODULE_SCHEDULE", ReturnCode.INVALID_PARAM, ModuleSchedule.find("NOBODY").set());
  check("SET_MODULE_SCHEDULE", ReturnCode.NO_ERROR, second.set());
  timedWait(2 * PARTITION_PERIOD);
  check("GET_MODULE_SCHEDULE_STATUS", ReturnCode.NO_ERROR, ModuleSchedule.status(status));
  checkThat("GET_MODULE_SCHEDULE_STATUS", "second", status.current == second.id && status.lastSwitchNs > 0);
}

/** Until shortly after the beginning of the partition's next window, the first of the frame. */
function awaitWindow(): void {
  const since = getTime() - partition.info().frameOriginNs;
  timedWait(PARTITION_PERIOD - (since % PARTITION_PERIOD) + MILLISECOND / 10);
}

function run(): void {
  check("SET_PARTITION_MODE", ReturnCode.NO_ERROR, ReturnCode.NO_ERROR);
  check("SET_PARTITION_MODE", ReturnCode.NO_ACTION, setPartitionMode(OperatingMode.NORMAL));
  checkTime();
  checkPreemption();
  awaitWindow();
  checkProcessServices();
  awaitWindow();
  checkBuffer();
  checkBlackboard();
  checkSemaphore();
  checkEvent();
  awaitWindow();
  checkMutex(cast.main, cast.owner);
  checkHealth();
  awaitWindow();
  checkSampling();
  awaitWindow();
  checkQueuing();
  checkSchedules();
  setPartitionMode(OperatingMode.IDLE, report());
}

checkStart();
cast.main = Process.create(attributesOf("MAIN", 50), run);
cast.idler = Process.create(attributesOf("IDLER", 10), idle);
cast.ender = Process.create(attributesOf("ENDER", 10), end);
cast.waker = Process.create(attributesOf("WAKER", 10), wakeMain);
cast.owner = Process.create(attributesOf("OWNER", 50), ownMutex);
const regularAttributes = attributesOf("REGULAR", 10);
regularAttributes.period = PARTITION_PERIOD;
regularAttributes.capacity = PARTITION_PERIOD;
cast.regular = Process.create(regularAttributes, atEachRelease);
const distantAttributes = attributesOf("DISTANT", 10);
distantAttributes.capacity = FAR;
cast.distant = Process.create(distantAttributes, idle);
checkProcesses(cast.main);
aperiodic({ name: "LAST", priority: 1, stack: 0 }, idle);
check("CREATE_PROCESS", ReturnCode.INVALID_CONFIG, Process.create(attributesOf("ONE TOO MANY", 10), idle).code);
checkErrorHandler(handleError);
checkFull();
setPartitionMode(OperatingMode.NORMAL);
