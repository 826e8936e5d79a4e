/** The page directories, walked as the processor would (Intel SDM vol. 3A, 4.3), against what the system table declares. */
import { describe, expect, test } from "vitest";
import {
  CALL_PAGE,
  decodeInfoPage,
  INFO_PAGE,
  PAGE_SIZE,
  PERMISSION_WRITE,
  SYSTEM_TABLE_SIZE,
  UPCALL_RETURN,
  VCPU_PAGE,
} from "../../host/generated/abi.js";
import { PHYS_LIMIT, SYSTEM_TABLE_PHYS } from "./map.js";
import { GUARD_PAGE, PLACES } from "./places.js";
import { RETURN_SEQUENCE } from "./return-sequence.js";
import {
  areaOf,
  changePartition,
  nativePartition,
  POOL,
  POOL_BYTES,
  PROCESS_STACK_BYTES,
  PROCESS_STACK_SHIFT,
  sampleTable,
  type Table,
} from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  pageDirectoryOf(partition: number): number;
  kernelDirectory(): number;
  setReturnSequence(bytes: number, size: number): void;
  isStackGuard(entry: number, address: number): number;
  poolWasTooSmall(): number;
}

const PRESENT = 1;
const WRITABLE = 2;
const USER = 4;
const LARGE = 0x80;
const KERNEL_ENTRY = 768;
/** The real KERNEL_BASE, where the upper quarter of each directory maps physical memory. */
const KERNEL_SPACE = 0xc0000000;

interface Mapping {
  readonly phys: number;
  readonly writable: boolean;
  readonly user: boolean;
}

function boot(table: Table = sampleTable(3)) {
  const world = bootWorld<Functions>(table);
  const word = (phys: number) => world.view.getUint32(phys, true);
  /** All pages of a directory; a large page as its first. */
  const walk = (directory: number): Map<number, Mapping> => {
    const pages = new Map<number, Mapping>();
    for (let entry = 0; entry < 1024; entry += 1) {
      const upper = word(directory + 4 * entry);
      if ((upper & PRESENT) === 0) continue;
      const mapping = (page: number): Mapping => ({
        phys: (page & ~0xfff) >>> 0,
        writable: (page & upper & WRITABLE) !== 0,
        user: (page & upper & USER) !== 0,
      });
      if ((upper & LARGE) !== 0) pages.set(entry * 0x400000, mapping(upper));
      for (let index = 0; index < 1024 && (upper & LARGE) === 0; index += 1) {
        const page = word((upper & ~0xfff) + 4 * index);
        if ((page & PRESENT) !== 0) pages.set(entry * 0x400000 + index * PAGE_SIZE, mapping(page));
      }
    }
    return pages;
  };
  const directories = world.partitions.map(({ address }) => world.call.pageDirectoryOf(address));
  return { ...world, walk, directories };
}

/** What a partition may reach: its segments, and the kernel's gifts. */
function declared({ arrays }: Table, index: number, gifts: { call: number; info: number; vcpu: number }) {
  const entry = arrays.partitions[index]!;
  const { firstSegment, segmentCount, vcpuCount } = entry;
  const pages = new Map<number, Mapping>();
  for (const segment of arrays.segments.slice(firstSegment, firstSegment + segmentCount)) {
    const writable = (segment.permissions & PERMISSION_WRITE) !== 0;
    for (let at = 0; at < segment.sizeBytes; at += PAGE_SIZE) {
      pages.set(segment.address + at, { phys: segment.phys + at, writable, user: true });
    }
  }
  const { processCount, processStackAddress, processStackShift, processStackSizeBytes, processStackPhys } = entry;
  for (let stack = 0; stack <= processCount && processStackSizeBytes !== 0; stack += 1) {
    const end = processStackAddress + (stack + 1) * 2 ** processStackShift;
    for (let at = 0; at < processStackSizeBytes; at += PAGE_SIZE) {
      const phys = processStackPhys + stack * processStackSizeBytes + at;
      pages.set(end - processStackSizeBytes + at, { phys, writable: true, user: true });
    }
  }
  pages.set(CALL_PAGE, { phys: gifts.call, writable: false, user: true });
  pages.set(INFO_PAGE, { phys: gifts.info, writable: false, user: true });
  if (vcpuCount > 0) pages.set(VCPU_PAGE, { phys: gifts.vcpu, writable: true, user: true });
  return pages;
}

describe("a partition's address space", () => {
  const tables: readonly [string, Table][] = [
    ["with vCPUs", sampleTable(3)],
    ["without a vCPU", changePartition(sampleTable(3), 1, { vcpuCount: 0 })],
    ["with processes", changePartition(sampleTable(3), 1, nativePartition(1, 3))],
  ];

  test.each(tables)("%s holds for ring 3 what the table declares, and nothing else", (_, table) => {
    const { walk, directories, partitions } = boot(table);
    const call = walk(directories[0]!).get(CALL_PAGE)!.phys;
    directories.forEach((directory, index) => {
      const pages = walk(directory);
      const ofRing3 = new Map([...pages].filter(([, { user }]) => user));
      const gifts = { call, info: pages.get(INFO_PAGE)!.phys, vcpu: partitions[index]!.page };
      expect(ofRing3).toEqual(declared(table, index, gifts));
      expect([...pages.keys()].filter((address) => address < KERNEL_SPACE)).toEqual([...ofRing3.keys()].sort(byNumber));
    });
  });

  test("shares no page with another's, but for the call page", () => {
    const { walk, directories } = boot();
    const seen = new Set<number>();
    for (const directory of directories) {
      for (const [address, { phys, user }] of walk(directory)) {
        if (!user || address === CALL_PAGE) continue;
        expect(seen.has(phys), `0x${phys.toString(16)}`).toBe(false);
        seen.add(phys);
      }
    }
  });

  test("has the kernel's own upper quarter, none of it for ring 3", () => {
    const { bytes, directories, call, walk } = boot();
    const quarter = (directory: number) => bytes.slice(directory + 4 * KERNEL_ENTRY, directory + 4096);
    for (const directory of directories) {
      expect(Buffer.compare(quarter(directory), quarter(call.kernelDirectory()))).toBe(0);
      const above = [...walk(directory)].filter(([address]) => address >= KERNEL_SPACE);
      expect(above.some(([, { user }]) => user)).toBe(false);
    }
  });
});

const byNumber = (a: number, b: number) => a - b;

describe("the kernel's address space", () => {
  test("has its code and constants read-only, its stack's guard page unmapped, and nothing low", () => {
    const { walk, call } = boot();
    const pages = walk(call.kernelDirectory());
    for (let page = PLACES.text_start; page < PLACES.image_end; page += PAGE_SIZE) {
      const mapping = pages.get(KERNEL_SPACE + page);
      if (page === GUARD_PAGE) expect(mapping).toBeUndefined();
      else expect(mapping).toEqual({ phys: page, writable: page >= PLACES.constant_end, user: false });
    }
    expect([...pages.keys()].filter((address) => address < KERNEL_SPACE)).toEqual([]);
    expect(pages.has(KERNEL_SPACE)).toBe(false);
  });

  test("is what the processor was given", () => {
    const { processor, call } = boot();
    expect(processor.instructions).toContainEqual(["loadPageDirectory", call.kernelDirectory()]);
  });
});

describe("the pages that the kernel gives", () => {
  test("the call page is the entry of the processor there is, and the return sequence", () => {
    const { bytes, call, walk, directories } = boot();
    call.setReturnSequence(PLACES.upcall_return, RETURN_SEQUENCE.length);
    const { phys } = walk(directories[0]!).get(CALL_PAGE)!;
    const half = UPCALL_RETURN - CALL_PAGE;
    expect([...bytes.subarray(phys, phys + half)]).toEqual(Array(half).fill(0x17));
    const sequence = bytes.subarray(phys + half, phys + half + RETURN_SEQUENCE.length);
    expect([...sequence]).toEqual(RETURN_SEQUENCE);
  });

  test("the information page tells the partition who it is and what it has", () => {
    const table = sampleTable(3);
    const { view, walk, directories } = boot(table);
    directories.forEach((directory, index) => {
      const info = decodeInfoPage(view, walk(directory).get(INFO_PAGE)!.phys);
      const { stack, stackTop } = areaOf(index);
      expect(info).toMatchObject({ name: `p${index}`, identifier: index, vcpuCount: 1, majorFrameNs: 4_000_000n });
      expect(info).toMatchObject({
        stackAddress: stack,
        stackSizeBytes: stackTop - stack,
        rangeCount: 3,
        windowCount: 1,
      });
      const { firstSegment } = table.arrays.partitions[index]!;
      info.ranges.slice(0, 3).forEach((range, at) => {
        const { address, sizeBytes, permissions } = table.arrays.segments[firstSegment + at]!;
        expect(range).toMatchObject({ address, sizeBytes, permissions });
      });
      expect(info.windows[0]).toEqual({ offsetNs: BigInt(index) * 1_000_000n, durationNs: 1_000_000n });
    });
  });

  test("come from the pool alone, each once", () => {
    const { partitions, directories } = boot();
    const given = [...directories, ...partitions.map(({ page }) => page)];
    expect(new Set(given).size).toBe(given.length);
    for (const page of given) expect(page >= POOL && page < POOL + POOL_BYTES).toBe(true);
    expect(POOL + POOL_BYTES).toBeLessThan(PHYS_LIMIT);
  });

  test("a pool that is too small is noticed, and never left", () => {
    const header = { ...sampleTable(3).header, pagePoolSizeBytes: 8 * PAGE_SIZE };
    const { call, bytes } = boot({ ...sampleTable(3), header });
    expect(call.poolWasTooSmall()).toBe(1);
    expect(bytes.subarray(POOL + 8 * PAGE_SIZE, POOL + POOL_BYTES).every((byte) => byte === 0)).toBe(true);
  });
});

test("a fault below a process's stack is told from all others", () => {
  const { call } = boot(changePartition(sampleTable(1), 0, nativePartition(0, 3)));
  const entry = SYSTEM_TABLE_PHYS + SYSTEM_TABLE_SIZE;
  const { processStacks } = areaOf(0);
  const stride = 2 ** PROCESS_STACK_SHIFT;
  const guards = stride - PROCESS_STACK_BYTES;
  const isGuard = (address: number) => call.isStackGuard(entry, address);
  for (let stack = 0; stack < 4; stack += 1) {
    const start = processStacks + stack * stride;
    expect([start, start + guards - 1].map(isGuard)).toEqual([1, 1]);
    expect([start + guards, start + stride - 1].map(isGuard)).toEqual([0, 0]);
  }
  expect([processStacks - 1, processStacks + 4 * stride].map(isGuard)).toEqual([0, 0]);
});

test("a fault in the page below the stack is told from all others", () => {
  const { call } = boot();
  const entry = SYSTEM_TABLE_PHYS + SYSTEM_TABLE_SIZE;
  const { stack } = areaOf(0);
  const guarded = [stack - 1, stack - PAGE_SIZE].map((address) => call.isStackGuard(entry, address));
  const others = [stack, stack - PAGE_SIZE - 1, 0, 0xffffffff].map((address) => call.isStackGuard(entry, address));
  expect([guarded, others]).toEqual([
    [1, 1],
    [0, 0, 0, 0],
  ]);
});
