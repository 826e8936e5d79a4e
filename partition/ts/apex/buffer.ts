/** Buffers: queues of messages between processes (ARINC 653 Part 1, 3.7.2.1). */
import { call } from "../door";
import {
  BufferStatus,
  CALL_BUFFER_CREATE,
  CALL_BUFFER_ID,
  CALL_BUFFER_RECEIVE,
  CALL_BUFFER_SEND,
  CALL_BUFFER_STATUS,
} from "../generated/abi";
import { Discipline } from "./discipline";
import { callNamed, KernelObject } from "./kernel-object";
import { addressOf, lengthOf, sizeOf } from "./message";
import { codeOf, ReturnCode, request, valueIn } from "./return-code";
import { INFINITE } from "./time";

export class Buffer<T> extends KernelObject {
  /** Bytes of the message that was received last. */
  length: u32 = 0;

  /** CREATE_BUFFER: of messages of that type; the size is for `Uint8Array`. */
  static create<T>(
    name: string,
    maxMessages: u32,
    discipline: Discipline = Discipline.FIFO,
    maxMessageSize: u32 = sizeOf<T>(),
  ): Buffer<T> {
    return new Buffer<T>(callNamed(CALL_BUFFER_CREATE, name, maxMessageSize, maxMessages, discipline));
  }

  /** GET_BUFFER_ID. */
  static find<T>(name: string): Buffer<T> {
    return new Buffer<T>(callNamed(CALL_BUFFER_ID, name));
  }

  /** SEND_BUFFER: waits while the buffer is full. */
  send(message: T, timeout: u64 = INFINITE): ReturnCode {
    const from = addressOf<T>(message);
    return request(CALL_BUFFER_SEND, this.id, from, lengthOf<T>(message), u32(timeout), u32(timeout >> 32));
  }

  /** RECEIVE_BUFFER: waits while there is no message. What receives it has room for the longest. */
  receive(message: T, timeout: u64 = INFINITE): ReturnCode {
    const to = addressOf<T>(message);
    const answer = call(CALL_BUFFER_RECEIVE, this.id, to, u32(timeout), u32(timeout >> 32), 0);
    const code = codeOf(answer);
    if (code == ReturnCode.NO_ERROR) this.length = valueIn(answer);
    return code;
  }

  /** GET_BUFFER_STATUS. */
  status(into: BufferStatus): ReturnCode {
    return request(CALL_BUFFER_STATUS, this.id, u32(changetype<usize>(into)));
  }
}
