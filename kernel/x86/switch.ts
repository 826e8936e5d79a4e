/** Making a thread the one that the gates save into and that ring 3 is: address space, ports, stack pointer, GS, FS, FPU. */
import { Partition } from "../core/partition";
import { Thread } from "../core/thread";
import {
  CONTEXT_GS_OFFSET,
  SELECTOR_GUEST_DATA,
  SELECTOR_THREAD,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
} from "../generated/abi";
import { composeStart } from "./context";
import { loadPageDirectory, loadThreadSegments, readThreadSegments } from "./cpu";
import { resetFpu, switchFpu } from "./fpu";
import { setKernelStack, setThreadSegment } from "./gdt";
import { switchPorts } from "./io-ports";

let active: u32 = 0;
let pageDirectory: u32 = 0;
/** The base of SELECTOR_THREAD. */
let threadPointer: u32 = 0;

function savedSegments(thread: u32): usize {
  return thread + CONTEXT_GS_OFFSET;
}

/** Bit n: GDT entry n is one that ring 3 may hold in a segment register: null, its data, its code, the thread's. */
const LOADABLE_ENTRIES: u32 =
  1 |
  (1 << (SELECTOR_GUEST_DATA >> 3)) |
  (1 << (SELECTOR_USER_CODE >> 3)) |
  (1 << (SELECTOR_USER_DATA >> 3)) |
  (1 << (SELECTOR_THREAD >> 3));

/**
 * Loading a selector in ring 0 must not fault. A processor lets ring 3 hold only what it could load; QEMU's TCG lets it
 * hold anything, by way of virtual-8086 mode.
 */
function loadableSegments(gsAndFs: u32): u32 {
  if (gsAndFs == (SELECTOR_USER_DATA | (SELECTOR_USER_DATA << 16))) return gsAndFs;
  return loadable(gsAndFs & 0xffff) | (loadable(gsAndFs >> 16) << 16);
}

function loadable(selector: u32): u32 {
  const entry = selector >> 3;
  const inLdt = (selector & 4) != 0;
  return entry < 32 && !inLdt && ((LOADABLE_ENTRIES >> entry) & 1) != 0 ? selector : SELECTOR_USER_DATA;
}

/** `thread` is to run next. @inline */
export function activateThread(thread: Thread): void {
  const next = changetype<u32>(thread);
  if (active == next) return;
  if (active != 0) store<u32>(savedSegments(active), loadableSegments(readThreadSegments()));
  active = next;
  if (thread.threadPointer != threadPointer) moveThreadSegment(thread.threadPointer);
  loadThreadSegments(load<u32>(savedSegments(next)));
  setKernelStack(next + CONTEXT_GS_OFFSET);
  switchPartition(thread.partition);
  switchFpu(thread);
}

/** Threads of one partition share its address space and its ports. @inline */
function switchPartition(partition: Partition): void {
  if (partition.pageDirectory == pageDirectory) return;
  pageDirectory = partition.pageDirectory;
  loadPageDirectory(pageDirectory);
  switchPorts(partition);
}

/** Before GS and FS are loaded. @cold */
function moveThreadSegment(base: u32): void {
  threadPointer = base;
  setThreadSegment(base);
}

/** A thread's first context: EBX the information page, ECX its number, EDX the argument; nothing of its last run is left. */
export function beginThread(thread: Thread, entry: u32, stackTop: u32, infoPage: u32, argument: u32): void {
  composeStart(thread, entry, stackTop, infoPage);
  thread.ecx = thread.id;
  thread.edx = argument;
  // What of its last run is still in the processor goes.
  if (active == changetype<u32>(thread)) loadThreadSegments(load<u32>(savedSegments(active)));
  resetFpu(thread);
}
