/** I/O ports: at any time the task state segment grants what the running partition was given, and nothing else. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  GRANTABLE_PORT_FIRST,
  GRANTABLE_PORT_LAST,
  MAX_PORT_RANGES,
  MAX_PORTS,
  type PortRange,
} from "../../host/generated/abi.js";
import { changePartition, sampleTable, type Table } from "./system.js";
import { bootWorld } from "./world.js";

interface Functions {
  initializeSegments(pageDirectory: number): void;
  initializeFpu(): void;
  switchPorts(partition: number): void;
  activateThread(thread: number): void;
  ioMap(): number;
  kernelStackPointerAddress(): number;
}

const PARTITIONS = 4;
const PORTS = 0x10000;
/** In the task state segment (Intel SDM vol. 3A, figure 7-2). */
const ESP0 = 4;
const IO_MAP_BASE = 102;
const TSS_LIMIT_BYTES = 104 + (GRANTABLE_PORT_LAST + 1) / 8 + 1;

const grantable = (table: Table, ranges: readonly (readonly PortRange[])[]): Table =>
  ranges.reduce(
    (changed, ports, index) =>
      changePartition(changed, index, {
        portRangeCount: ports.length,
        ports: Array.from({ length: MAX_PORT_RANGES }, (_, at) => ports[at] ?? { first: 0, last: 0 }),
      }),
    table,
  );

function boot(ranges: readonly (readonly PortRange[])[]) {
  const world = bootWorld<Functions>(grantable(sampleTable(PARTITIONS), ranges));
  const { call, bytes, view } = world;
  call.initializeSegments(0);
  call.initializeFpu();
  const tss = call.kernelStackPointerAddress() - ESP0;
  /** What the processor would let ring 3 do: it reads two bytes of the map, which must lie inside the limit. */
  const granted = (port: number): boolean => {
    const base = view.getUint16(tss + IO_MAP_BASE, true);
    const at = base + (port >> 3);
    if (at + 1 >= TSS_LIMIT_BYTES) return false;
    return ((bytes[tss + at]! >> (port & 7)) & 1) === 0;
  };
  const allGranted = () => {
    const ports: number[] = [];
    for (let port = 0; port < PORTS; port += 1) if (granted(port)) ports.push(port);
    return ports;
  };
  return { ...world, allGranted, tss };
}

const portsOf = (ranges: readonly PortRange[]): number[] =>
  [
    ...new Set(ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at))),
  ].sort((a, b) => a - b);

const range: fc.Arbitrary<PortRange> = fc
  .record({ first: fc.integer({ min: GRANTABLE_PORT_FIRST, max: GRANTABLE_PORT_LAST }), more: fc.nat(31) })
  .map(({ first, more }) => ({ first, last: Math.min(first + more, GRANTABLE_PORT_LAST) }));
const ranges = fc.oneof(fc.constant([]), fc.array(range, { maxLength: MAX_PORT_RANGES }));

test("after any switches, the ports granted are those of the partition that runs", () => {
  const everybody = fc.array(ranges, { minLength: PARTITIONS, maxLength: PARTITIONS });
  const switches = fc.array(fc.nat(PARTITIONS - 1), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(everybody, switches, (everybody, switches) => {
      const { call, partitions, allGranted } = boot(everybody);
      expect(allGranted()).toEqual([]);
      for (const who of switches) {
        call.activateThread(partitions[who]!.thread);
        expect(allGranted()).toEqual(portsOf(everybody[who]!));
      }
    }),
    { numRuns: 40 },
  );
});

test("the first and the last port that can be given, and the most of them", () => {
  const whole = { first: GRANTABLE_PORT_FIRST, last: GRANTABLE_PORT_FIRST + MAX_PORTS - 1 };
  const edges = [
    { first: GRANTABLE_PORT_FIRST, last: GRANTABLE_PORT_FIRST },
    { first: GRANTABLE_PORT_LAST, last: GRANTABLE_PORT_LAST },
  ];
  const { call, partitions, allGranted } = boot([edges, [whole], [], []]);
  call.activateThread(partitions[0]!.thread);
  expect(allGranted()).toEqual([GRANTABLE_PORT_FIRST, GRANTABLE_PORT_LAST]);
  call.activateThread(partitions[1]!.thread);
  expect(allGranted()).toEqual(portsOf([whole]));
});

test("switches between partitions without ports, and back to the same owner, write nothing to the map", () => {
  const { call, partitions, bytes } = boot([[{ first: 0x2f8, last: 0x2ff }], [], [], []]);
  const at = (index: number) => call.activateThread(partitions[index]!.thread);
  at(0);
  const map = Buffer.from(bytes.slice(call.ioMap(), call.ioMap() + 130));
  for (const index of [1, 2, 0, 3, 0]) {
    at(index);
    expect(map.equals(bytes.subarray(call.ioMap(), call.ioMap() + 130))).toBe(true);
  }
});
