/** The calls about module schedules (abi/calls/health.ts), dispatched by number. Schedules are identified by their index, from 1. */
import {
  CALL_SCHEDULE_ID,
  CALL_SCHEDULE_SET,
  CALL_SCHEDULE_STATUS,
  NAME_SIZE,
  PERMISSION_TO_SET_SCHEDULE,
  SCHEDULE_ENTRY_NAME_OFFSET,
  SCHEDULE_STATUS_SIZE,
  ScheduleStatus,
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_CONFIGURED,
  STATUS_OK,
  STATUS_UNKNOWN_CALL,
} from "../generated/abi";
import { isReadable, isWritable } from "./guest-memory";
import { sameName, takeName } from "./process/name";
import { refuse } from "./refuse";
import { currentSchedule, lastScheduleChangeNs, nextSchedule, requestSchedule } from "./schedule";
import { scheduleEntry, systemTable } from "./system-table";
import { setResult, Thread } from "./thread";

/** Carries out the call whose number is in the thread's EAX. @cold */
export function dispatchScheduleCall(thread: Thread): void {
  switch (thread.eax) {
    case CALL_SCHEDULE_SET:
      return scheduleSet(thread);
    case CALL_SCHEDULE_STATUS:
      return scheduleStatus(thread);
    case CALL_SCHEDULE_ID:
      return scheduleId(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}

/** Asking for the schedule that runs takes back what was asked for before. */
function scheduleSet(thread: Thread): void {
  const number = thread.ebx - 1;
  if (number >= systemTable().scheduleCount) return refuse(thread, STATUS_BAD_ARGUMENT);
  if ((thread.partition.entry.permissions & PERMISSION_TO_SET_SCHEDULE) == 0) {
    return setResult(thread, STATUS_NOT_CONFIGURED, 0);
  }
  const isSoAlready = number == currentSchedule() && number == nextSchedule();
  requestSchedule(number);
  setResult(thread, isSoAlready ? STATUS_NO_ACTION : STATUS_OK, 0);
}

function scheduleStatus(thread: Thread): void {
  const to = thread.ebx;
  if (!isWritable(thread.partition, to, SCHEDULE_STATUS_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const status = changetype<ScheduleStatus>(to);
  status.lastSwitchNs = lastScheduleChangeNs();
  status.current = currentSchedule() + 1;
  status.next = nextSchedule() + 1;
  setResult(thread, STATUS_OK, 0);
}

/** A look at each schedule, MAX_SCHEDULES at most. */
function scheduleId(thread: Thread): void {
  if (!isReadable(thread.partition, thread.ebx, NAME_SIZE)) return refuse(thread, STATUS_BAD_POINTER);
  const name = takeName(thread.ebx);
  for (let i: u32 = 0; i < systemTable().scheduleCount; i += 1) {
    const ofSchedule = changetype<usize>(scheduleEntry(i)) + SCHEDULE_ENTRY_NAME_OFFSET;
    if (sameName(ofSchedule, name)) return setResult(thread, STATUS_OK, i + 1);
  }
  setResult(thread, STATUS_NOT_CONFIGURED, 0);
}
