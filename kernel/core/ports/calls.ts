import { STATUS_UNKNOWN_CALL } from "../../generated/abi";
import { refuse } from "../refuse";
import { Thread } from "../thread";

export function dispatchPortCall(thread: Thread): void {
  refuse(thread, STATUS_UNKNOWN_CALL);
}
