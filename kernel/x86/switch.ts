/** Making a thread the one that the gates save into and that ring 3 is: address space, stack pointer, GS, FS, FPU. */
import { Thread } from "../core/thread";
import { CONTEXT_GS_OFFSET } from "../generated/abi";
import { loadPageDirectory, loadThreadSegments, readThreadSegments } from "./cpu";
import { switchFpu } from "./fpu";
import { setKernelStack } from "./gdt";

let active: u32 = 0;

function savedSegments(thread: u32): usize {
  return thread + CONTEXT_GS_OFFSET;
}

/** `thread` is to run next. */
export function activateThread(thread: Thread): void {
  const next = changetype<u32>(thread);
  if (active == next) return;
  // Ring 3 can hold only selectors that it could load, so loading them again can't fault.
  if (active != 0) store<u32>(savedSegments(active), readThreadSegments());
  active = next;
  loadThreadSegments(load<u32>(savedSegments(next)));
  setKernelStack(next + CONTEXT_GS_OFFSET);
  loadPageDirectory(thread.partition.pageDirectory);
  switchFpu(thread);
}

/** The thread's first context was composed: what of its last run is still in the processor goes. */
export function forgetSegments(thread: Thread): void {
  if (active == changetype<u32>(thread)) loadThreadSegments(load<u32>(savedSegments(active)));
}
