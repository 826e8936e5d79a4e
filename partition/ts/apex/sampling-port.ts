/** Sampling ports: the last message of a channel (ARINC 653 Part 1, 3.6.2.1; Part 2, sampling port extensions). */
import { call } from "../door";
import {
  CALL_SAMPLING_CREATE,
  CALL_SAMPLING_ID,
  CALL_SAMPLING_READ,
  CALL_SAMPLING_READ_UPDATED,
  CALL_SAMPLING_STATUS,
  CALL_SAMPLING_WRITE,
  DIRECTION_DESTINATION,
  DIRECTION_SOURCE,
  SamplingStatus,
} from "../generated/abi";
import { callNamed, KernelObject } from "./kernel-object";
import { addressOf, lengthOf, sizeOf } from "./message";
import { codeOf, ReturnCode, request, valueIn } from "./return-code";

const VALID: u32 = 1 << 31;
const UPDATED: u32 = 1 << 30;
const LENGTH: u32 = 0xffff;

export class SamplingPort extends KernelObject {
  /** GET_SAMPLING_PORT_STATUS, and GET_SAMPLING_PORT_CURRENT_STATUS: age, validity of the last read, what is new. */
  status(into: SamplingStatus): ReturnCode {
    return request(CALL_SAMPLING_STATUS, this.id, u32(changetype<usize>(into)));
  }
}

export class SamplingSource<T> extends SamplingPort {
  /** CREATE_SAMPLING_PORT: the size is for `Uint8Array`; it must be that of the system file. */
  static create<T>(name: string, maxMessageSize: u32 = sizeOf<T>()): SamplingSource<T> {
    return new SamplingSource<T>(callNamed(CALL_SAMPLING_CREATE, name, maxMessageSize, DIRECTION_SOURCE));
  }

  /** GET_SAMPLING_PORT_ID. */
  static find<T>(name: string): SamplingSource<T> {
    return new SamplingSource<T>(callNamed(CALL_SAMPLING_ID, name));
  }

  /** WRITE_SAMPLING_MESSAGE: replaces the channel's message. */
  write(message: T): ReturnCode {
    return request(CALL_SAMPLING_WRITE, this.id, addressOf<T>(message), lengthOf<T>(message));
  }
}

export class SamplingDestination<T> extends SamplingPort {
  /** Bytes of the message that was read last. */
  length: u32 = 0;
  /** Whether it was no older than the refresh period. */
  valid: bool = false;
  /** Whether it had come since the read before. */
  updated: bool = false;

  /** CREATE_SAMPLING_PORT: refresh period and size must be those of the system file. */
  static create<T>(name: string, refresh: u64, maxMessageSize: u32 = sizeOf<T>()): SamplingDestination<T> {
    const low = u32(refresh);
    const high = u32(refresh >> 32);
    return new SamplingDestination<T>(
      callNamed(CALL_SAMPLING_CREATE, name, maxMessageSize, DIRECTION_DESTINATION, low, high),
    );
  }

  /** GET_SAMPLING_PORT_ID. */
  static find<T>(name: string): SamplingDestination<T> {
    return new SamplingDestination<T>(callNamed(CALL_SAMPLING_ID, name));
  }

  /** READ_SAMPLING_MESSAGE: NO_ACTION: there is none. */
  read(message: T): ReturnCode {
    return this.take(CALL_SAMPLING_READ, message);
  }

  /** READ_UPDATED_SAMPLING_MESSAGE: NO_ACTION: none came since the last read. */
  readUpdated(message: T): ReturnCode {
    return this.take(CALL_SAMPLING_READ_UPDATED, message);
  }

  private take(number: u32, message: T): ReturnCode {
    const answer = call(number, this.id, addressOf<T>(message), 0, 0, 0);
    const code = codeOf(answer);
    const told = code == ReturnCode.NO_ERROR ? valueIn(answer) : 0;
    this.length = told & LENGTH;
    this.valid = (told & VALID) != 0;
    this.updated = (told & UPDATED) != 0;
    return code;
  }
}
