/** What the kernel knows by a number: a process, a port, a buffer and the like. */
import { call } from "../door";
import { codeOf, ReturnCode, valueIn } from "./return-code";
import { NO_SUCH_NAME, scratchName } from "./text";

export class KernelObject {
  /** What the service returned that made this object, or looked for it. */
  code: ReturnCode;
  /** The kernel's number of it, from 1; 0 if there is none: then all its services return INVALID_PARAM. */
  id: u32;

  constructor(answer: u64) {
    this.code = codeOf(answer);
    this.id = this.code == ReturnCode.NO_ERROR ? valueIn(answer) : 0;
  }
}

/** A call whose first argument is a name. */
export function callNamed(number: u32, name: string, b: u32 = 0, c: u32 = 0, d: u32 = 0, e: u32 = 0): u64 {
  const at = scratchName(name);
  return at == 0 ? NO_SUCH_NAME : call(number, at, b, c, d, e);
}
