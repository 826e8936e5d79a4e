/** The clock queue of a partition against a sorted list. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { startKernel } from "./kernel.js";

interface Functions {
  insertNode(heap: number, node: number, key: bigint, order: number): void;
  removeNode(heap: number, node: number): void;
  moveNode(heap: number, node: number, key: bigint): void;
  leastKey(heap: number): bigint;
  leastNode(heap: number): number;
  secondKey(heap: number): bigint;
}

const HEAP = 0x80000;
const ENTRIES = 0x80100;
const NODES = 0x81000;
const NODE_BYTES = 24;
const COUNT = 24;
const NEVER = 2n ** 64n - 1n;
const nodeAt = (index: number) => NODES + index * NODE_BYTES;

function boot() {
  const { call, view } = startKernel<Functions>();
  view.setUint32(HEAP, ENTRIES, true);
  return { call, view };
}

const which = fc.integer({ min: 0, max: COUNT - 1 });
/** Few different keys, so that many are equal; and the greatest that there are. */
const key = fc.oneof(fc.bigInt({ min: 0n, max: 6n }), fc.bigInt({ min: 0n, max: NEVER }), fc.constant(2n ** 32n));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("insert" as const), which, key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), which, key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("removeLeast" as const), which, key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("move" as const), which, key }) },
);

interface Entry {
  readonly which: number;
  readonly key: bigint;
  readonly order: number;
}
const byKeyAndOrder = (a: Entry, b: Entry) => (a.key === b.key ? a.order - b.order : a.key < b.key ? -1 : 1);

test("the least of the keys, among equal ones by order, and the second, whatever goes in, out, or elsewhere", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { call, view } = boot();
      let sorted: Entry[] = [];
      let order = 0;
      const keyOf = (at: number) => sorted[at]?.key ?? NEVER;
      for (const { kind, which, key } of steps) {
        const entry = sorted.find((each) => each.which === which);
        const others = sorted.filter((each) => each.which !== which);
        if (kind === "insert" && entry === undefined) {
          order += 1;
          call.insertNode(HEAP, nodeAt(which), key, order);
          sorted = [...sorted, { which, key, order }].sort(byKeyAndOrder);
        } else if (kind === "remove") {
          call.removeNode(HEAP, nodeAt(which));
          sorted = others;
        } else if (kind === "removeLeast" && sorted.length > 0) {
          call.removeNode(HEAP, call.leastNode(HEAP));
          sorted = sorted.slice(1);
        } else if (kind === "move" && entry !== undefined) {
          call.moveNode(HEAP, nodeAt(which), key);
          sorted = [...others, { ...entry, key }].sort(byKeyAndOrder);
        }
        expect(view.getUint32(HEAP + 4, true)).toBe(sorted.length);
        expect([call.leastKey(HEAP), call.secondKey(HEAP)]).toEqual([keyOf(0), keyOf(1)]);
        if (sorted.length > 0) expect(call.leastNode(HEAP)).toBe(nodeAt(sorted[0]!.which));
      }
      // All of them come out in order, and none knows a place any more.
      for (const { which } of sorted) {
        expect(call.leastNode(HEAP)).toBe(nodeAt(which));
        call.removeNode(HEAP, nodeAt(which));
      }
      const places = Array.from({ length: COUNT }, (_, index) => view.getUint32(nodeAt(index) + 12, true));
      expect(places.every((place) => place === 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("a node that is in none is taken out of none", () => {
  const { call } = boot();
  call.insertNode(HEAP, nodeAt(0), 5n, 0);
  call.removeNode(HEAP, nodeAt(1));
  call.removeNode(HEAP, nodeAt(0));
  call.removeNode(HEAP, nodeAt(0));
  expect([call.leastKey(HEAP), call.secondKey(HEAP)]).toEqual([NEVER, NEVER]);
});
