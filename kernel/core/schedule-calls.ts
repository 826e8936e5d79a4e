import { STATUS_UNKNOWN_CALL } from "../generated/abi";
import { refuse } from "./refuse";
import { Thread } from "./thread";

export function dispatchScheduleCall(thread: Thread): void {
  refuse(thread, STATUS_UNKNOWN_CALL);
}
