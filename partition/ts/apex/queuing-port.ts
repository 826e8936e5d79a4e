/** Queuing ports: every message of a channel, in order (ARINC 653 Part 1, 3.6.2.2). */
import { call } from "../door";
import {
  CALL_PORT_NEXT,
  CALL_QUEUING_CLEAR,
  CALL_QUEUING_CREATE,
  CALL_QUEUING_ID,
  CALL_QUEUING_RECEIVE,
  CALL_QUEUING_SEND,
  CALL_QUEUING_STATUS,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  QueuingStatus,
} from "../generated/abi";
import { Discipline } from "./discipline";
import { callNamed, KernelObject } from "./kernel-object";
import { addressOf, lengthOf, sizeOf } from "./message";
import { codeOf, ReturnCode, request, requestValue, Value, valueIn } from "./return-code";
import { INFINITE } from "./time";

const LOST: u32 = 1 << 31;
const LENGTH: u32 = 0xffff;

export class QueuingPort extends KernelObject {
  /** GET_QUEUING_PORT_STATUS. */
  status(into: QueuingStatus): ReturnCode {
    return request(CALL_QUEUING_STATUS, this.id, u32(changetype<usize>(into)));
  }

  /** CLEAR_QUEUING_PORT: discards the channel's messages; only at its destination. */
  clear(): ReturnCode {
    return request(CALL_QUEUING_CLEAR, this.id);
  }
}

export class QueuingSource<T> extends QueuingPort {
  /** CREATE_QUEUING_PORT: depth and size must be those of the system file. */
  static create<T>(
    name: string,
    maxMessages: u32,
    discipline: Discipline = Discipline.FIFO,
    maxMessageSize: u32 = sizeOf<T>(),
  ): QueuingSource<T> {
    return new QueuingSource<T>(
      callNamed(CALL_QUEUING_CREATE, name, maxMessageSize, maxMessages, DIRECTION_SOURCE, discipline),
    );
  }

  /** GET_QUEUING_PORT_ID. */
  static find<T>(name: string): QueuingSource<T> {
    return new QueuingSource<T>(callNamed(CALL_QUEUING_ID, name));
  }

  /** SEND_QUEUING_MESSAGE: waits while the channel is full; with timeout 0, and of a guest OS, it can't. */
  send(message: T, timeout: u64 = INFINITE): ReturnCode {
    const from = addressOf<T>(message);
    return request(CALL_QUEUING_SEND, this.id, from, lengthOf<T>(message), u32(timeout), u32(timeout >> 32));
  }
}

export class QueuingDestination<T> extends QueuingPort {
  /** Bytes of the message that was received last. */
  length: u32 = 0;
  /** Whether messages before it were lost: there was no room for them. */
  lost: bool = false;

  /** CREATE_QUEUING_PORT: depth and size must be those of the system file. */
  static create<T>(
    name: string,
    maxMessages: u32,
    discipline: Discipline = Discipline.FIFO,
    maxMessageSize: u32 = sizeOf<T>(),
  ): QueuingDestination<T> {
    return new QueuingDestination<T>(
      callNamed(CALL_QUEUING_CREATE, name, maxMessageSize, maxMessages, DIRECTION_DESTINATION, discipline),
    );
  }

  /** GET_QUEUING_PORT_ID. */
  static find<T>(name: string): QueuingDestination<T> {
    return new QueuingDestination<T>(callNamed(CALL_QUEUING_ID, name));
  }

  /**
   * RECEIVE_QUEUING_MESSAGE: waits while there is none; with timeout 0, and of a guest OS, it can't. INVALID_CONFIG with
   * `lost`: here is a message, and others before it were lost.
   */
  receive(message: T, timeout: u64 = INFINITE): ReturnCode {
    const to = addressOf<T>(message);
    const answer = call(CALL_QUEUING_RECEIVE, this.id, to, u32(timeout), u32(timeout >> 32), 0);
    const code = codeOf(answer);
    const told = code == ReturnCode.NO_ERROR ? valueIn(answer) : 0;
    this.length = told & LENGTH;
    this.lost = (told & LOST) != 0;
    return this.lost ? ReturnCode.INVALID_CONFIG : code;
  }
}

/**
 * For a guest OS, whose line LINE_PORT_MESSAGE was raised: the number of the next destination port, of either kind, that
 * a message came to since this last told of it; NOT_AVAILABLE: no more.
 */
export function nextPort(into: Value): ReturnCode {
  return requestValue(into, CALL_PORT_NEXT);
}
