/** Blackboards: one message that all processes may read (ARINC 653 Part 1, 3.7.2.2). */
import { call } from "../door";
import {
  BlackboardStatus,
  CALL_BLACKBOARD_CLEAR,
  CALL_BLACKBOARD_CREATE,
  CALL_BLACKBOARD_DISPLAY,
  CALL_BLACKBOARD_ID,
  CALL_BLACKBOARD_READ,
  CALL_BLACKBOARD_STATUS,
} from "../generated/abi";
import { callNamed, KernelObject } from "./kernel-object";
import { addressOf, lengthOf, sizeOf } from "./message";
import { codeOf, ReturnCode, request, valueIn } from "./return-code";
import { INFINITE } from "./time";

export class Blackboard<T> extends KernelObject {
  /** Bytes of the message that was read last. */
  length: u32 = 0;

  /** CREATE_BLACKBOARD: it is empty; the size is for `Uint8Array`. */
  static create<T>(name: string, maxMessageSize: u32 = sizeOf<T>()): Blackboard<T> {
    return new Blackboard<T>(callNamed(CALL_BLACKBOARD_CREATE, name, maxMessageSize));
  }

  /** GET_BLACKBOARD_ID. */
  static find<T>(name: string): Blackboard<T> {
    return new Blackboard<T>(callNamed(CALL_BLACKBOARD_ID, name));
  }

  /** DISPLAY_BLACKBOARD: all that wait for a message get it. */
  display(message: T): ReturnCode {
    return request(CALL_BLACKBOARD_DISPLAY, this.id, addressOf<T>(message), lengthOf<T>(message));
  }

  /** READ_BLACKBOARD: waits while there is no message. What receives it has room for the longest. */
  read(message: T, timeout: u64 = INFINITE): ReturnCode {
    const to = addressOf<T>(message);
    const answer = call(CALL_BLACKBOARD_READ, this.id, to, u32(timeout), u32(timeout >> 32), 0);
    const code = codeOf(answer);
    if (code == ReturnCode.NO_ERROR) this.length = valueIn(answer);
    return code;
  }

  /** CLEAR_BLACKBOARD. */
  clear(): ReturnCode {
    return request(CALL_BLACKBOARD_CLEAR, this.id);
  }

  /** GET_BLACKBOARD_STATUS. */
  status(into: BlackboardStatus): ReturnCode {
    return request(CALL_BLACKBOARD_STATUS, this.id, u32(changetype<usize>(into)));
  }
}
