/**
 * The global descriptor table and the task state segments. Segments are flat, since neither QEMU's TCG nor v86 checks
 * limits: isolation is by paging. All accessed bits are preset, so that no segment load writes the table.
 *
 *   31        24 23 22 21 20 19   16 15 14 13 12 11  8 7         0
 *  +------------+--+--+--+--+-------+--+-----+--+-----+-----------+
 *  | base 31:24 | G| D| L| A| 19:16 | P| DPL | S| type| base 23:16| +4   (Intel SDM vol. 3A, figure 3-8)
 *  +------------+--+--+--+--+-------+--+-----+--+-----+-----------+
 *  |          base 15:0             |        limit 15:0           | +0
 *  +--------------------------------+-----------------------------+
 */
import {
  Context,
  GRANTABLE_PORT_LAST,
  SELECTOR_DOUBLE_FAULT_TSS,
  SELECTOR_GUEST_DATA,
  SELECTOR_KERNEL_CODE,
  SELECTOR_KERNEL_DATA,
  SELECTOR_NMI_TSS,
  SELECTOR_THREAD,
  SELECTOR_TSS,
  SELECTOR_USER_CODE,
  SELECTOR_USER_DATA,
} from "../generated/abi";
import { loadGdt } from "./cpu";
import { doubleFaultEntry, exceptionStackTop, nonMaskableInterruptEntry, nonMaskableInterruptStackTop } from "./image";

const GDT_BYTES: u32 = 0x60;
const gdt: usize = memory.data(0x60, 16);

/** Task state segment (Intel SDM vol. 3A, figure 7-2). */
@unmanaged
class TaskState {
  link: u32;
  esp0: u32;
  ss0: u32;
  private esp1: u32;
  private ss1: u32;
  private esp2: u32;
  private ss2: u32;
  cr3: u32;
  eip: u32;
  eflags: u32;
  eax: u32;
  ecx: u32;
  edx: u32;
  ebx: u32;
  esp: u32;
  ebp: u32;
  esi: u32;
  edi: u32;
  es: u32;
  cs: u32;
  ss: u32;
  ds: u32;
  fs: u32;
  gs: u32;
  ldt: u32;
  trap: u16;
  ioMapBase: u16;
}
const TSS_BYTES: u32 = 104;
/** TaskState.ioMapBase past every limit. */
const NO_IO_MAP: u32 = 0xffff;

/** SYSENTER lands on TSS.esp0's address as its stack: a #DB there may push below it. */
const TSS_HEADROOM: u32 = 64;
/** What the I/O map of the main task state covers: a bit a port, and a byte of ones behind it (figure 7-2, 19.5.2). */
const IO_MAP_BYTES: u32 = (GRANTABLE_PORT_LAST + 1) / 8 + 1;
const MAIN_BYTES: u32 = 240;
const SPARE_BYTES: u32 = 112;
const taskArea: usize = memory.data(64 + 240 + 2 * 112, 16);

function taskState(which: u32): TaskState {
  return changetype<TaskState>(taskArea + TSS_HEADROOM + (which == 0 ? 0 : MAIN_BYTES + (which - 1) * SPARE_BYTES));
}

const CODE_RING0: u32 = 0x9b;
const DATA_RING0: u32 = 0x93;
const CODE_RING3: u32 = 0xfb;
const DATA_RING3: u32 = 0xf3;
const TSS_AVAILABLE: u32 = 0x89;
const GRANULAR_32: u32 = 0x00c00000;

function setFlat(selector: u32, access: u32, base: u32): void {
  setDescriptor(selector, base, 0xfffff, access, GRANULAR_32);
}

function setDescriptor(selector: u32, base: u32, limit: u32, access: u32, flags: u32): void {
  const at = gdt + (selector & ~7);
  store<u32>(at, (base << 16) | (limit & 0xffff));
  store<u32>(at + 4, (base & 0xff000000) | flags | (limit & 0xf0000) | (access << 8) | ((base >> 16) & 0xff));
}

/** Builds and loads the GDT; `pageDirectory` is what double fault and NMI run on, by its physical address. */
export function initializeSegments(pageDirectory: u32): void {
  setFlat(SELECTOR_GUEST_DATA, DATA_RING3, 0);
  setFlat(SELECTOR_KERNEL_CODE, CODE_RING0, 0);
  setFlat(SELECTOR_KERNEL_DATA, DATA_RING0, 0);
  setFlat(SELECTOR_USER_CODE, CODE_RING3, 0);
  setFlat(SELECTOR_USER_DATA, DATA_RING3, 0);
  setThreadSegment(0);
  setTask(SELECTOR_TSS, 0, TSS_BYTES + IO_MAP_BYTES);
  setTask(SELECTOR_DOUBLE_FAULT_TSS, 1, TSS_BYTES);
  setTask(SELECTOR_NMI_TSS, 2, TSS_BYTES);
  for (let i: u32 = 0; i < IO_MAP_BYTES; i += 1) store<u8>(ioMap() + i, 0xff);
  composeTask(taskState(1), pageDirectory, doubleFaultEntry(), exceptionStackTop());
  composeTask(taskState(2), pageDirectory, nonMaskableInterruptEntry(), nonMaskableInterruptStackTop());
  taskState(0).ss0 = SELECTOR_KERNEL_DATA;
  loadGdt(gdt, GDT_BYTES - 1);
}

/** No I/O map: its base lies past the limit, so that every port faults in ring 3. */
function setTask(selector: u32, which: u32, sizeBytes: u32): void {
  const task = taskState(which);
  task.ioMapBase = u16(NO_IO_MAP);
  setDescriptor(selector, changetype<u32>(task), sizeBytes - 1, TSS_AVAILABLE, 0);
}

/** The I/O map: bit n clear lets ring 3 use port n, while the map is shown. */
export function ioMap(): usize {
  return changetype<usize>(taskState(0)) + TSS_BYTES;
}

/** Whether ring 3 has the ports that the I/O map grants, or none. The processor reads this anew at each access. */
export function showIoMap(shown: bool): void {
  taskState(0).ioMapBase = u16(shown ? TSS_BYTES : NO_IO_MAP);
}

/** Moves SELECTOR_THREAD: a segment register takes it over when it is loaded next. */
export function setThreadSegment(base: u32): void {
  setFlat(SELECTOR_THREAD, DATA_RING3, base);
}

function composeTask(task: TaskState, pageDirectory: u32, entry: u32, stackTop: u32): void {
  task.cr3 = pageDirectory;
  task.eip = entry;
  task.eflags = 2;
  task.esp = stackTop;
  task.cs = SELECTOR_KERNEL_CODE;
  task.ss = SELECTOR_KERNEL_DATA;
  task.ds = SELECTOR_KERNEL_DATA;
  task.es = SELECTOR_KERNEL_DATA;
}

/** Where the gates push: just behind the frame that the processor is to fill. */
export function setKernelStack(esp0: u32): void {
  taskState(0).esp0 = esp0;
}

/** Address of TSS.esp0, which SYSENTER takes as its stack. */
export function kernelStackPointerAddress(): u32 {
  return changetype<u32>(taskState(0)) + offsetof<TaskState>("esp0");
}

/** The registers that a double fault or an NMI interrupted: the processor saved them in the main TSS. */
export function copyInterrupted(to: Context): void {
  const task = taskState(0);
  to.edi = task.edi;
  to.esi = task.esi;
  to.ebp = task.ebp;
  to.ebx = task.ebx;
  to.edx = task.edx;
  to.ecx = task.ecx;
  to.eax = task.eax;
  to.eip = task.eip;
  to.cs = task.cs;
  to.eflags = task.eflags;
  to.esp = task.esp;
  to.ss = task.ss;
}

if (TSS_BYTES + IO_MAP_BYTES > MAIN_BYTES) ERROR("the I/O map is larger than its place");
if (offsetof<TaskState>() !== 104) ERROR("TaskState: the processor expects 104 bytes");
if (offsetof<TaskState>("esp") !== 56) ERROR("TaskState.esp: wrong offset");
