/** The vCPU's timer, which raises LINE_TIMER. */
import { hypercall } from "./door";
import { HYPERCALL_TIMER_CANCEL, HYPERCALL_TIMER_SET } from "./generated/abi";

/** Arms the timer for `deadline`, and with a `period` for each period from there on, in nanoseconds. A STATUS. */
export function set(deadline: u64, period: u64 = 0): u32 {
  return u32(hypercall(HYPERCALL_TIMER_SET, u32(deadline), u32(deadline >> 32), u32(period), u32(period >> 32), 0));
}

/** Disarms the timer. A STATUS. */
export function cancel(): u32 {
  return u32(hypercall(HYPERCALL_TIMER_CANCEL, 0, 0, 0, 0, 0));
}
