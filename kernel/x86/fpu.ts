/**
 * The floating-point and SSE registers. A thread's are saved only when another thread uses them: until then CR0.TS makes
 * each first use raise #NM (Intel SDM vol. 3A, 13.4.1). The kernel itself uses none.
 */
import { Thread } from "../core/thread";
import { clearTaskSwitched, restoreFpu, saveFpu, setCr4, setTaskSwitched, zeroWords } from "./cpu";

const CR4_OSFXSR: u32 = 0x200;
const CR4_OSXMMEXCPT: u32 = 0x400;
const AREA_WORDS: u32 = 128;
const AREA_MXCSR: usize = 24;
const FCW_RESET: u32 = 0x037f;
const MXCSR_RESET: u32 = 0x1f80;

/** Whose state is in the registers; 0: nobody's. */
let owner: usize = 0;
let trapping: bool = false;

export function initializeFpu(): void {
  setCr4(CR4_OSFXSR | CR4_OSXMMEXCPT);
  setTaskSwitched();
  trapping = true;
}

/** `thread` is about to run. */
export function switchFpu(thread: Thread): void {
  const trap = owner != changetype<usize>(thread);
  if (trap == trapping) return;
  trapping = trap;
  if (trap) setTaskSwitched();
  else clearTaskSwitched();
}

/** #NM: `thread` uses the registers, and they hold another's state. */
export function takeFpu(thread: Thread): void {
  clearTaskSwitched();
  trapping = false;
  if (owner != 0) saveFpu(changetype<Thread>(owner).fpuArea);
  restoreFpu(thread.fpuArea);
  owner = changetype<usize>(thread);
}

/** At each start of the thread: the reset state, and nothing of the last run. */
export function resetFpu(thread: Thread): void {
  zeroWords(thread.fpuArea, AREA_WORDS);
  store<u32>(thread.fpuArea, FCW_RESET);
  store<u32>(thread.fpuArea + AREA_MXCSR, MXCSR_RESET);
  if (owner == changetype<usize>(thread)) owner = 0;
  if (trapping) return;
  trapping = true;
  setTaskSwitched();
}
