/**
 * Page directories: the kernel's, and one a partition (Intel SDM vol. 3A, 4.3). All memory that the system claims is
 * mapped once at KERNEL_BASE, supervisor-only and global: the first 4 MiB by small pages with the image's own
 * permissions, the rest by large pages. Pages come from the pool that the host laid out; after boot none is taken.
 */

import { physical, segmentEntry, stackCount, systemTable } from "../core/system-table";
import {
  CALL_PAGE,
  KERNEL_BASE,
  PAGE_SIZE,
  PartitionEntry,
  PERMISSION_WRITE,
  SegmentEntry,
  UPCALL_RETURN,
} from "../generated/abi";
import { copyBytes, loadPageDirectory, setCr4, zeroWords } from "./cpu";
import { FEATURE_GLOBAL_PAGES } from "./features";
import { callPageTemplate, constantEnd, imageEnd, kernelPageDirectory, stackBottom, textStart } from "./image";

const PRESENT: u32 = 0x001;
const WRITABLE: u32 = 0x002;
const USER: u32 = 0x004;
const LARGE: u32 = 0x080;
const GLOBAL: u32 = 0x100;
const ADDRESS: u32 = 0xfffff000;
const CR4_PGE: u32 = 0x80;
const KERNEL_ENTRY: u32 = 768;
const LARGE_PAGE: u32 = 0x400000;

let poolNext: u32 = 0;
let poolEnd: u32 = 0;
let poolEmpty: bool = false;
let callPage: u32 = 0;

/** Whether a page was asked for that the pool no longer had: the boot must not go on. */
export function poolWasTooSmall(): bool {
  return poolEmpty;
}

/** A zeroed page of the pool, by its physical address. Once the pool is empty, its last page again. */
export function takePage(): u32 {
  if (poolNext == poolEnd) {
    poolEmpty = true;
    poolNext -= PAGE_SIZE;
  }
  const page = poolNext;
  poolNext += PAGE_SIZE;
  zeroWords(physical(page), PAGE_SIZE >> 2);
  return page;
}

/** Physical address of the kernel's own directory. */
export function kernelDirectory(): u32 {
  return kernelPageDirectory() - KERNEL_BASE;
}

/** Replaces the boot's mapping by the final one, and makes the call page. `features` is CPUID's. */
export function initializePaging(features: u32, sysenter: bool): void {
  poolNext = systemTable().pagePoolPhys;
  poolEnd = poolNext + systemTable().pagePoolSizeBytes;
  const global = (features & FEATURE_GLOBAL_PAGES) != 0 ? GLOBAL : 0;
  const directory = kernelPageDirectory();
  const table = takePage();
  mapImage(table, global);
  store<u32>(directory, 0);
  store<u32>(directory + (KERNEL_ENTRY << 2), table | PRESENT | WRITABLE);
  const end = systemTable().memoryEndPhys;
  for (let entry = KERNEL_ENTRY + 1, phys = LARGE_PAGE; entry < 1024; entry += 1, phys += LARGE_PAGE) {
    store<u32>(directory + (entry << 2), phys < end ? phys | PRESENT | WRITABLE | LARGE | global : 0);
  }
  loadPageDirectory(kernelDirectory());
  if (global != 0) setCr4(CR4_PGE);
  callPage = takePage();
  copyBytes(physical(callPage), callPageTemplate(sysenter), UPCALL_RETURN - CALL_PAGE);
}

/** The rest of the call page, from UPCALL_RETURN on. */
export function setReturnSequence(bytes: u32, size: u32): void {
  copyBytes(physical(callPage) + (UPCALL_RETURN - CALL_PAGE), bytes, size);
}

/** Code and constants read-only for the kernel too; the page below its stack not at all. */
function mapImage(table: u32, global: u32): void {
  const readOnlyEnd = constantEnd();
  const guard = stackBottom() - PAGE_SIZE;
  for (let page = textStart(); page < imageEnd(); page += PAGE_SIZE) {
    if (page == guard) continue;
    const phys = page - KERNEL_BASE;
    const access = page < readOnlyEnd ? PRESENT : PRESENT | WRITABLE;
    store<u32>(physical(table) + ((phys >> 12) << 2), phys | access | global);
  }
}

/** A partition's directory with its segments, its processes' stacks and the call page; tells its physical address. */
export function makeAddressSpace(entry: PartitionEntry): u32 {
  const directory = takePage();
  const kernel = kernelPageDirectory();
  for (let i = KERNEL_ENTRY; i < 1024; i += 1) {
    store<u32>(physical(directory) + (i << 2), load<u32>(kernel + (i << 2)));
  }
  for (let i: u32 = 0; i < entry.segmentCount; i += 1) mapSegment(directory, segmentEntry(entry.firstSegment + i));
  for (let i: u32 = 0; i < stackCount(entry); i += 1) mapStack(directory, entry, i);
  mapUserPage(directory, CALL_PAGE, callPage, false);
  return directory;
}

function mapSegment(directory: u32, segment: SegmentEntry): void {
  const writable = (segment.permissions & PERMISSION_WRITE) != 0;
  for (let offset: u32 = 0; offset < segment.sizeBytes; offset += PAGE_SIZE) {
    mapUserPage(directory, segment.address + offset, segment.phys + offset, writable);
  }
}

/** Ends at the end of its stride; what is left of the stride, below, stays unmapped. */
function mapStack(directory: u32, entry: PartitionEntry, number: u32): void {
  const sizeBytes = entry.processStackSizeBytes;
  const address = entry.processStackAddress + ((number + 1) << entry.processStackShift) - sizeBytes;
  const phys = entry.processStackPhys + number * sizeBytes;
  for (let offset: u32 = 0; offset < sizeBytes; offset += PAGE_SIZE) {
    mapUserPage(directory, address + offset, phys + offset, true);
  }
}

/** Maps one page for ring 3; only while the kernel boots. */
export function mapUserPage(directory: u32, address: u32, phys: u32, writable: bool): void {
  const slot = physical(directory) + ((address >> 22) << 2);
  let table = load<u32>(slot) & ADDRESS;
  if (table == 0) {
    table = takePage();
    store<u32>(slot, table | PRESENT | WRITABLE | USER);
  }
  const entry = physical(table) + (((address >> 12) & 1023) << 2);
  store<u32>(entry, phys | PRESENT | USER | (writable ? WRITABLE : 0));
}

/** Whether a fault at `address` hit the page below the partition's stack, or what is not mapped below a process's. */
export function isStackGuard(entry: PartitionEntry, address: u32): bool {
  if (address < entry.stackAddress && entry.stackAddress - address <= PAGE_SIZE) return true;
  const stride: u32 = 1 << entry.processStackShift;
  const offset = address - entry.processStackAddress;
  if (offset >= stackCount(entry) << entry.processStackShift) return false;
  return (offset & (stride - 1)) < stride - entry.processStackSizeBytes;
}
