/** What every service returns (ARINC 653 Part 1, RETURN_CODE_TYPE), and how the kernel's answers become it. */
import { call } from "../door";
import {
  STATUS_BAD_ARGUMENT,
  STATUS_BAD_POINTER,
  STATUS_NO_ACTION,
  STATUS_NOT_AVAILABLE,
  STATUS_OK,
  STATUS_TIMED_OUT,
  STATUS_WRONG_MODE,
} from "../generated/abi";

export enum ReturnCode {
  /** Done. */
  NO_ERROR = 0,
  /** The system is already as it was asked to be. */
  NO_ACTION = 1,
  /** Not now. */
  NOT_AVAILABLE = 2,
  /** A parameter is out of its range. */
  INVALID_PARAM = 3,
  /** A parameter is not as the system file says. */
  INVALID_CONFIG = 4,
  /** Not in this mode of the partition, or not from this process. */
  INVALID_MODE = 5,
  /** The time given to it is over. */
  TIMED_OUT = 6,
}

/** A number that a service gives besides its return code. One object serves again and again. */
export class Value {
  value: u32 = 0;
}

/** The code of a call's answer. */
export function codeOf(answer: u64): ReturnCode {
  const status = u32(answer);
  if (status == STATUS_OK) return ReturnCode.NO_ERROR;
  if (status == STATUS_NO_ACTION) return ReturnCode.NO_ACTION;
  if (status == STATUS_NOT_AVAILABLE) return ReturnCode.NOT_AVAILABLE;
  if (status == STATUS_TIMED_OUT) return ReturnCode.TIMED_OUT;
  if (status == STATUS_WRONG_MODE) return ReturnCode.INVALID_MODE;
  if (status == STATUS_BAD_ARGUMENT || status == STATUS_BAD_POINTER) return ReturnCode.INVALID_PARAM;
  // Not configured; or a call that this kernel does not have.
  return ReturnCode.INVALID_CONFIG;
}

/** The value of a call's answer. */
export function valueIn(answer: u64): u32 {
  return u32(answer >> 32);
}

/** A call of the kernel that gives nothing but its status. */
export function request(number: u32, a: u32 = 0, b: u32 = 0, c: u32 = 0, d: u32 = 0, e: u32 = 0): ReturnCode {
  return codeOf(call(number, a, b, c, d, e));
}

/** A call of the kernel whose value goes `into` the object, if it is done. */
export function requestValue(into: Value, number: u32, a: u32 = 0): ReturnCode {
  const answer = call(number, a, 0, 0, 0, 0);
  const code = codeOf(answer);
  if (code == ReturnCode.NO_ERROR) into.value = valueIn(answer);
  return code;
}
