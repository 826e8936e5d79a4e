/** What a trap answers when nothing goes on in ring 3, and the time that nobody uses: text goes out, or the processor halts. */
import { now } from "../../core/clock";
import { consolePending } from "../../core/console";
import { pumpSerial, SERIAL_RETRY_NS } from "./serial";
import { arm, armFromNow, windowLeftNs } from "./windows";

/** Answers of a gate besides a context (`x86/gates.S`): halt, or be called again as soon as interrupts were let in. */
export const IDLE: u32 = 0;
export const WORK: u32 = 1;

/** Nobody can run before `deadline`. A busy serial line is looked at again in time. @cold */
export function idle(time: u64, deadline: u64): u32 {
  if (!consolePending()) {
    armFromNow(deadline);
    return IDLE;
  }
  const more = pumpSerial(windowLeftNs(time), u32.MAX_VALUE);
  const after = now();
  arm(consolePending() ? min<u64>(deadline, after + SERIAL_RETRY_NS) : deadline, after);
  return more ? WORK : IDLE;
}
