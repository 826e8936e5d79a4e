/** The calls of abi/calls/ports.ts, dispatched by number. */
import {
  CALL_MEMORY_BLOCK,
  CALL_PORT_NEXT,
  CALL_QUEUING_CLEAR,
  CALL_QUEUING_CREATE,
  CALL_QUEUING_ID,
  CALL_QUEUING_RECEIVE,
  CALL_QUEUING_SEND,
  CALL_QUEUING_STATUS,
  CALL_SAMPLING_CREATE,
  CALL_SAMPLING_ID,
  CALL_SAMPLING_READ,
  CALL_SAMPLING_READ_UPDATED,
  CALL_SAMPLING_STATUS,
  CALL_SAMPLING_WRITE,
  PORT_QUEUING,
  PORT_SAMPLING,
  STATUS_UNKNOWN_CALL,
} from "../../generated/abi";
import { refuse } from "../refuse";
import { Thread } from "../thread";
import { answerIdentifier } from "./directory";
import { memoryBlock } from "./memory-block";
import { portNext } from "./news";
import { queuingClear, queuingCreate, queuingReceive, queuingSend, queuingStatus } from "./queuing";
import { samplingCreate, samplingRead, samplingReadUpdated, samplingStatus, samplingWrite } from "./sampling";

/** Carries out the call whose number is in the thread's EAX. @apart */
export function dispatchPortCall(thread: Thread): void {
  switch (thread.eax) {
    case CALL_SAMPLING_CREATE:
      return samplingCreate(thread);
    case CALL_SAMPLING_WRITE:
      return samplingWrite(thread);
    case CALL_SAMPLING_READ:
      return samplingRead(thread);
    case CALL_SAMPLING_READ_UPDATED:
      return samplingReadUpdated(thread);
    case CALL_SAMPLING_ID:
      return answerIdentifier(thread, PORT_SAMPLING);
    case CALL_SAMPLING_STATUS:
      return samplingStatus(thread);
    case CALL_QUEUING_CREATE:
      return queuingCreate(thread);
    case CALL_QUEUING_SEND:
      return queuingSend(thread);
    case CALL_QUEUING_RECEIVE:
      return queuingReceive(thread);
    case CALL_QUEUING_ID:
      return answerIdentifier(thread, PORT_QUEUING);
    case CALL_QUEUING_STATUS:
      return queuingStatus(thread);
    case CALL_QUEUING_CLEAR:
      return queuingClear(thread);
    case CALL_PORT_NEXT:
      return portNext(thread);
    case CALL_MEMORY_BLOCK:
      return memoryBlock(thread);
    default:
      return refuse(thread, STATUS_UNKNOWN_CALL);
  }
}
