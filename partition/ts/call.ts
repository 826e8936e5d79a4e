/** Calls of the kernel, with as many arguments as they have. */
import { call } from "./door";

export function call0(number: u32): u32 {
  return u32(call(number, 0, 0, 0, 0, 0));
}

export function call1(number: u32, a: u32): u32 {
  return u32(call(number, a, 0, 0, 0, 0));
}

/** A call whose arguments are a time in two halves. */
export function callAt(number: u32, time: u64): u32 {
  return u32(call(number, u32(time), u32(time >> 32), 0, 0, 0));
}
