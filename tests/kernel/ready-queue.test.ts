/** Who of those that could run comes first, against lists: by priority, in turn, and by the policies' times. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  POLICY_EARLIEST_DEADLINE,
  POLICY_LEAST_LAXITY,
  POLICY_PRIORITY,
  POLICY_RATE_MONOTONIC,
  POLICY_ROUND_ROBIN,
  PRIORITY_MAX,
  PRIORITY_MIN,
} from "../../host/generated/abi.js";
import { FIRST, FOREVER, nativeTable } from "./native-world.js";
import { bootWorld } from "./world.js";

interface Functions {
  addReady(partition: number, thread: number): void;
  addReadyFirst(partition: number, thread: number): void;
  removeReady(partition: number, thread: number): void;
  firstReady(partition: number): number;
  hasRival(thread: number): number;
  updateReady(partition: number, thread: number): void;
  setUrgency(thread: number, priority: number, periodNs: bigint, deadlineNs: bigint, remainingNs: bigint): void;
}

const COUNT = 12;

function boot(policy: number) {
  const { call, partitions } = bootWorld<Functions>(nativeTable(COUNT, { policy }));
  const partition = partitions[0]!.address;
  const thread = (number: number) => call.threadAt(partition, number);
  call.removeReady(partition, thread(FIRST));
  return { call, partition, thread };
}

interface Urgency {
  readonly priority: number;
  readonly periodNs: bigint;
  readonly deadlineNs: bigint;
  readonly remainingNs: bigint;
}

const which = fc.integer({ min: 1, max: COUNT });
const time = fc.oneof(fc.bigInt({ min: 1n, max: 5n }), fc.bigInt({ min: 1n, max: 1n << 62n }), fc.constant(FOREVER));
/** Priorities at the ends of the map's words and of all, and some close together. */
const priority = fc.oneof(
  fc.constantFrom(PRIORITY_MIN, 31, 32, 63, 64, 223, 224, PRIORITY_MAX),
  fc.integer({ min: PRIORITY_MIN, max: PRIORITY_MAX }),
);
const urgency = fc.record({ priority, periodNs: time, deadlineNs: time, remainingNs: time });
const steps = (kinds: readonly string[]) =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), which, urgency }), { maxLength: 100 });

describe("by priority, and in turn", () => {
  test.each([
    ["by priority", POLICY_PRIORITY],
    ["in turn", POLICY_ROUND_ROBIN],
  ])("%s: who came first or was put first, of the highest level", (_, policy) => {
    const kinds = policy === POLICY_PRIORITY ? ["add", "add", "addFirst", "remove"] : ["add", "remove"];
    fc.assert(
      fc.property(steps(kinds), (steps) => {
        const { call, partition, thread } = boot(policy);
        const lists = new Map<number, number[]>();
        const levels = new Map<number, number>();
        for (const { kind, which, urgency } of steps) {
          const level = policy === POLICY_PRIORITY ? urgency.priority : 0;
          const present = levels.get(which);
          if (kind === "remove" && present !== undefined) {
            call.removeReady(partition, thread(which));
            lists.set(
              present,
              lists.get(present)!.filter((each) => each !== which),
            );
            levels.delete(which);
          } else if (kind !== "remove" && present === undefined) {
            call.setUrgency(thread(which), urgency.priority, FOREVER, FOREVER, 0n);
            const list = lists.get(level) ?? [];
            if (kind === "add") call.addReady(partition, thread(which));
            else call.addReadyFirst(partition, thread(which));
            lists.set(level, kind === "add" ? [...list, which] : [which, ...list]);
            levels.set(which, level);
          }
          const highest = Math.max(...levels.values());
          const first = lists.get(highest)?.[0];
          expect(call.firstReady(partition)).toBe(first === undefined ? 0 : thread(first));
          if (first !== undefined) expect(call.hasRival(thread(first))).toBe(Number(lists.get(highest)!.length > 1));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("by a time, among equal times who came first", () => {
  const latestStart = ({ deadlineNs, remainingNs }: Urgency) => {
    if (deadlineNs === FOREVER) return FOREVER;
    return deadlineNs > remainingNs ? deadlineNs - remainingNs : 0n;
  };

  test.each([
    ["the shortest period", POLICY_RATE_MONOTONIC, ({ periodNs }: Urgency) => periodNs],
    ["the earliest deadline", POLICY_EARLIEST_DEADLINE, ({ deadlineNs }: Urgency) => deadlineNs],
    ["the least laxity", POLICY_LEAST_LAXITY, latestStart],
  ])("%s", (_, policy, keyOf) => {
    fc.assert(
      fc.property(steps(["add", "add", "remove", "update"]), (steps) => {
        const { call, partition, thread } = boot(policy);
        let ready: { which: number; key: bigint }[] = [];
        for (const { kind, which, urgency } of steps) {
          const { priority, periodNs, deadlineNs, remainingNs } = urgency;
          const present = ready.some((each) => each.which === which);
          if (kind === "remove") {
            call.removeReady(partition, thread(which));
            ready = ready.filter((each) => each.which !== which);
          } else if (kind === "update" || !present) {
            call.setUrgency(thread(which), priority, periodNs, deadlineNs, remainingNs);
            if (kind === "update") call.updateReady(partition, thread(which));
            else call.addReady(partition, thread(which));
            if (kind === "add") ready.push({ which, key: keyOf(urgency) });
            else ready = ready.map((each) => (each.which === which ? { which, key: keyOf(urgency) } : each));
          }
          const first = ready.find(({ key }) => ready.every((other) => key <= other.key));
          expect(call.firstReady(partition)).toBe(first === undefined ? 0 : thread(first.which));
        }
      }),
      { numRuns: 200 },
    );
  });
});
