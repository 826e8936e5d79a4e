/** Events, which are up or down (ARINC 653 Part 1, 3.7.2.4). */
import {
  CALL_EVENT_CREATE,
  CALL_EVENT_ID,
  CALL_EVENT_RESET,
  CALL_EVENT_SET,
  CALL_EVENT_STATUS,
  CALL_EVENT_WAIT,
  EventStatus,
} from "../generated/abi";
import { callNamed, KernelObject } from "./kernel-object";
import { ReturnCode, request } from "./return-code";
import { INFINITE } from "./time";

export class Event extends KernelObject {
  /** CREATE_EVENT: it is down. */
  static create(name: string): Event {
    return new Event(callNamed(CALL_EVENT_CREATE, name));
  }

  /** GET_EVENT_ID. */
  static find(name: string): Event {
    return new Event(callNamed(CALL_EVENT_ID, name));
  }

  /** SET_EVENT: up; all that wait go on. */
  set(): ReturnCode {
    return request(CALL_EVENT_SET, this.id);
  }

  /** RESET_EVENT: down. */
  reset(): ReturnCode {
    return request(CALL_EVENT_RESET, this.id);
  }

  /** WAIT_EVENT: until it is up. */
  wait(timeout: u64 = INFINITE): ReturnCode {
    return request(CALL_EVENT_WAIT, this.id, u32(timeout), u32(timeout >> 32));
  }

  /** GET_EVENT_STATUS. */
  status(into: EventStatus): ReturnCode {
    return request(CALL_EVENT_STATUS, this.id, u32(changetype<usize>(into)));
  }
}
