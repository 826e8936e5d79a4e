/** Who of a native partition's processes runs by the policies that are an extension: in turn, and by periods, deadlines, laxity. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  POLICY_EARLIEST_DEADLINE,
  POLICY_LEAST_LAXITY,
  POLICY_RATE_MONOTONIC,
  POLICY_ROUND_ROBIN,
} from "../../host/generated/abi.js";
import { bootProcesses, earlier, FOREVER, HANDLER, MESSAGE, type NativeWorld, NOBODY, PERIOD } from "./native-world.js";

const QUANTUM = 1_000n;
/** Whom one sees running when one looks every `step`. */
function observe(world: NativeWorld, times: number, step: bigint): number[] {
  return Array.from({ length: times }, () => {
    const who = world.running();
    world.advance(step);
    return who;
  });
}

describe("in turn", () => {
  const boot = (quantumNs: bigint) =>
    bootProcesses([{ basePriority: 1 }, { basePriority: 200 }, {}], { policy: POLICY_ROUND_ROBIN, quantumNs });

  test("each has its quantum, whatever the priorities", () => {
    expect(observe(boot(QUANTUM), 8, QUANTUM / 2n)).toEqual([1, 1, 2, 2, 3, 3, 1, 1]);
  });

  test("without a quantum, until it waits", () => {
    const world = boot(0n);
    expect(observe(world, 3, QUANTUM)).toEqual([1, 1, 1]);
    expect(world.dueNs()).toBe(FOREVER);
    world.withTime("timed_wait", 10n);
    expect(observe(world, 3, QUANTUM)).toEqual([2, 2, 2]);
    world.withTime("timed_wait", 0n);
    expect(world.running()).toBe(3);
  });

  test("nobody is preempted by who becomes ready; who waited has a whole turn", () => {
    const world = boot(QUANTUM);
    world.withTime("timed_wait", 100n);
    world.advance(700n);
    expect(world.running()).toBe(2);
    world.withTime("timed_wait", 10_000n);
    expect(observe(world, 4, QUANTUM / 2n)).toEqual([3, 3, 1, 1]);
  });

  test("who is alone goes on, and the timer has nothing to do", () => {
    const world = boot(QUANTUM);
    world.make("process_stop", { ebx: 2 });
    world.make("process_stop", { ebx: 3 });
    world.advance(10n * QUANTUM);
    expect([world.running(), world.dueNs()]).toEqual([1, FOREVER]);
    // Whoever comes to it finds its turn long over.
    world.start(2);
    expect(world.running()).toBe(2);
  });

  test("no turn ends under the preemption lock: the timer is not armed for what is past", () => {
    const world = boot(QUANTUM);
    world.make("preemption_lock");
    expect(observe(world, 4, QUANTUM)).toEqual([1, 1, 1, 1]);
    expect(world.dueNs()).toBe(FOREVER);
    world.make("preemption_unlock");
    expect(world.running()).toBe(2);
  });

  test("the error handler comes before every turn", () => {
    const world = boot(QUANTUM);
    world.make("application_error", { ebx: 1, ecx: MESSAGE, edx: 0 });
    expect(observe(world, 4, QUANTUM)).toEqual([HANDLER, HANDLER, HANDLER, HANDLER]);
    world.make("process_stop_self");
    expect(world.running()).toBe(1);
  });
});

describe("by the shortest period", () => {
  test("whoever is released preempts those of longer periods; aperiodic ones come last", () => {
    const world = bootProcesses(
      [{ basePriority: 200 }, { periodNs: 3n * PERIOD }, { periodNs: PERIOD, basePriority: 1 }],
      {
        policy: POLICY_RATE_MONOTONIC,
      },
    );
    expect(world.running()).toBe(1);
    world.window({ periodic: true });
    expect(world.running()).toBe(3);
    world.make("periodic_wait");
    expect(world.running()).toBe(2);
    world.advance(PERIOD);
    expect(world.running()).toBe(3);
    world.make("periodic_wait");
    world.make("periodic_wait");
    expect(world.running()).toBe(1);
  });
});

describe("by the earliest deadline", () => {
  test("among equals who came first; without a deadline last; a replenished one finds its new place", () => {
    const world = bootProcesses([{}, { capacityNs: 5_000n }, { capacityNs: 9_000n }], {
      policy: POLICY_EARLIEST_DEADLINE,
    });
    expect(world.running()).toBe(2);
    world.withTime("replenish", 20_000n);
    expect(world.running()).toBe(3);
    world.withTime("replenish", FOREVER);
    expect(world.running()).toBe(2);
    world.withTime("replenish", FOREVER);
    expect(world.running()).toBe(1);
  });

  test("a start with an earlier deadline preempts", () => {
    const world = bootProcesses([{ capacityNs: 5_000n }, { capacityNs: 1_000n }], { policy: POLICY_EARLIEST_DEADLINE });
    world.make("process_stop_self");
    world.advance(100n);
    expect(world.running()).toBe(1);
    world.start(2);
    expect(world.running()).toBe(2);
  });
});

describe("by the least laxity", () => {
  const MS = 1_000_000n;
  const boot = (...capacities: bigint[]) =>
    bootProcesses(
      capacities.map((capacityNs) => ({ capacityNs })),
      { policy: POLICY_LEAST_LAXITY },
    );

  test("who computes keeps its laxity, who does not loses it: they take turns, by a step of 0.1 ms and not in storms", () => {
    const world = boot(50n * MS, 50n * MS);
    const seen = new Set<number>();
    let changes = 0;
    let last = world.running();
    for (let at = 0; at < 300; at += 1) {
      world.advance(10_000n);
      seen.add(world.running());
      if (world.running() !== last) changes += 1;
      last = world.running();
    }
    expect([...seen].sort()).toEqual([1, 2]);
    expect(changes).toBeGreaterThan(10);
    expect(changes).toBeLessThanOrEqual(31);
  });

  test("waiting is not computing, and each release begins with the whole capacity", () => {
    const world = bootProcesses([{ periodNs: 3n * PERIOD, capacityNs: 4n * MS }], { policy: POLICY_LEAST_LAXITY });
    const remaining = () => {
      if (world.running() !== NOBODY) world.call.chargeRunning(world.partition, world.now());
      return world.call.remainingNs(world.thread(1));
    };
    world.window({ periodic: true });
    world.advance(MS);
    expect(remaining()).toBe(3n * MS);
    world.make("periodic_wait");
    expect(remaining()).toBe(4n * MS);
    world.advance(3n * PERIOD);
    expect(world.running()).toBe(1);
    expect(remaining()).toBe(3n * MS);
    world.window({ after: MS });
    expect(remaining()).toBe(3n * MS);
  });

  /** What a process does, or the world does to it. */
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("compute" as const), ns: fc.bigInt({ min: 0n, max: 700_000n }) }),
    },
    fc.record({ kind: fc.constant("window" as const), ns: fc.bigInt({ min: 0n, max: 2n * MS }) }),
    fc.record({
      kind: fc.constantFrom(
        "wait" as const,
        "replenish" as const,
        "restart" as const,
        "error" as const,
        "lock" as const,
      ),
      ns: fc.bigInt({ min: 0n, max: 900_000n }),
    }),
  );

  test("what a process has yet to compute is its capacity less what it ran since, in windows alone", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const capacity = 1_000n * MS;
        const world = boot(capacity, capacity, capacity);
        const { call, partition, thread, make, withTime } = world;
        const left = [0n, capacity, capacity, capacity];
        /** In small steps, so that the model sees each change of who runs. */
        const compute = (ns: bigint) => {
          const end = world.now() + ns;
          while (world.now() < end) {
            const who = world.running();
            const next = earlier(end, world.dueNs());
            const before = world.now();
            world.advanceTo(next);
            if (who in left) left[who]! -= next - before;
          }
        };
        for (const { kind, ns } of steps) {
          const who = world.running();
          const runs = who in left;
          if (kind === "compute") compute(ns);
          else if (kind === "window") world.window({ after: ns });
          else if (!runs) continue;
          else if (kind === "wait") withTime("timed_wait", ns);
          else if (kind === "lock") {
            make("preemption_lock");
            compute(ns);
            make("preemption_unlock");
          } else if (kind === "replenish") {
            withTime("replenish", 500n * MS + ns);
            left[who] = 500n * MS + ns;
          } else if (kind === "error") {
            make("application_error", { ebx: 1, ecx: MESSAGE, edx: 0 });
            compute(ns);
            make("process_stop_self");
          } else {
            const other = (who % 3) + 1;
            make("process_stop", { ebx: other });
            world.start(other);
            left[other] = capacity;
          }
          if (world.running() !== NOBODY) call.chargeRunning(partition, world.now());
          for (const process of [1, 2, 3]) expect(call.remainingNs(thread(process))).toBe(left[process]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
