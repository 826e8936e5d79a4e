/**
 * A native partition under whatever its processes, the clock and its windows do: who runs, each process's state, and what
 * each call answered are those of a simple model.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACTION_WARM_RESTART, MODE_WARM_START, PROCESS_STATE_DORMANT } from "../../host/generated/abi.js";
import { bootNative, FOREVER, HANDLER, halves, NAME, NOBODY, nativeTable } from "./native-world.js";
import { type ProcessPlan, SchedulerModel, type SemaphorePlan } from "./scheduler-model.js";

const PERIOD = 10_000n;
const CEILING = 18;
const SEMAPHORES: readonly SemaphorePlan[] = [
  { maximum: 2, byPriority: false },
  { maximum: 1, byPriority: true },
];
const PROCESSES = 4;

const plan: fc.Arbitrary<ProcessPlan> = fc.record({
  basePriority: fc.constantFrom(5, 10, 10, 18, 20),
  periodNs: fc.constantFrom(FOREVER, FOREVER, FOREVER, PERIOD, 2n * PERIOD),
  capacityNs: fc.constantFrom(FOREVER, FOREVER, 3_000n, PERIOD),
});
const begin = fc.record({ started: fc.integer({ min: 0, max: 4 }), delayNs: fc.constantFrom(0n, 0n, 500n, PERIOD) });

const time = fc.oneof(
  fc.constantFrom(0n, 100n, 500n, 2_000n, PERIOD, FOREVER),
  fc.bigInt({ min: 0n, max: 3n * PERIOD }),
);
const finite = time.filter((ns) => ns !== FOREVER);
const CALLS_OF_TIME = ["process_suspend_self", "process_suspend_self", "timed_wait", "sleep_until", "replenish"];
const call = (weight: number, ...names: string[]) => ({
  weight,
  arbitrary: fc.record({
    kind: fc.constantFrom(...names),
    who: fc.integer({ min: 1, max: 2 * PROCESSES }),
    ns: time,
  }),
});
const event = (weight: number, kind: string) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), who: fc.integer({ min: 0, max: 1 }), ns: finite }),
});
const step = fc.oneof(
  event(5, "advance"),
  event(3, "window"),
  event(1, "fault"),
  call(3, "process_start"),
  call(1, "process_stop"),
  call(1, "process_stop_self"),
  call(4, "process_suspend", "process_resume", "process_resume"),
  call(4, ...CALLS_OF_TIME),
  call(1, "process_set_priority"),
  call(2, "preemption_lock", "preemption_unlock"),
  call(2, "window_yield", "periodic_wait", "periodic_wait"),
  call(5, "semaphore_wait", "semaphore_wait", "semaphore_signal"),
  call(3, "mutex_acquire", "mutex_release"),
  call(1, "application_error"),
);
/** What the error handler does besides: it looks at its errors and comes to an end soon, so that the others have their turns. */
const handlerStep = fc.oneof(
  { weight: 2, arbitrary: fc.constant("error_status") },
  { weight: 3, arbitrary: fc.constant("process_stop_self") },
  { weight: 1, arbitrary: fc.constant("as the process would") },
);
const steps = fc.array(fc.record({ step, handlerStep }), { maxLength: 80, size: "max" });
/** In the error handler these would end the run. */
const ERRORS = ["fault", "application_error"];

function boot(plans: readonly ProcessPlan[], begins: readonly { started: number; delayNs: bigint }[]) {
  const table = nativeTable(PROCESSES, { periodNs: PERIOD, actions: new Array(16).fill(ACTION_WARM_RESTART) });
  const world = bootNative(table);
  const model = new SchedulerModel(plans, SEMAPHORES, CEILING, world.now());
  for (const process of plans) world.create(process);
  for (const [at, { maximum, byPriority }] of SEMAPHORES.entries()) {
    world.write(NAME, `semaphore ${at}`);
    world.make("semaphore_create", { ebx: NAME, ecx: 0, edx: maximum, esi: Number(byPriority) });
  }
  world.write(NAME, "mutex");
  world.make("mutex_create", { ebx: NAME, ecx: CEILING, edx: 0 });
  world.createHandler();
  for (const [at, { started, delayNs }] of begins.entries()) {
    if (started === 0) continue;
    const delay = plans[at]!.periodNs === FOREVER ? delayNs : delayNs % PERIOD;
    expect(world.start(at + 1, delay).status).toBe("OK");
    model.arm(at + 1, delay);
  }
  world.normal();
  model.normal();

  const make = (name: string, who: number, ns: bigint) => {
    const process = ((who - 1) % PROCESSES) + 1;
    const [low, high] = halves(ns);
    model.make(name, who, ns);
    if (name === "sleep_until") {
      const [ebx, ecx] = halves(ns === FOREVER ? FOREVER : world.now() + ns);
      return world.make(name, { ebx, ecx });
    }
    if (CALLS_OF_TIME.includes(name)) return world.make(name, { ebx: low, ecx: high });
    if (name === "process_set_priority") return world.make(name, { ebx: process, ecx: 5 + (Number(ns) % 20) });
    if (name === "semaphore_wait" || name === "semaphore_signal")
      return world.make(name, { ebx: (who % SEMAPHORES.length) + 1, ecx: low, edx: high });
    if (name.startsWith("mutex")) return world.make(name, { ebx: 1, ecx: low, edx: high });
    if (name === "application_error") return world.make(name, { ebx: 1, ecx: NAME, edx: 0 });
    return world.make(name, { ebx: process, ecx: low, edx: high });
  };
  return { world, model, make };
}

function compare({ world, model }: ReturnType<typeof boot>): void {
  expect(world.now()).toBe(model.now);
  expect(world.running()).toBe(model.running());
  const seen = model.processes.map(({ id }) => {
    const { state, currentPriority, deadlineTimeNs } = world.status(id);
    const answer = state === PROCESS_STATE_DORMANT ? "" : world.answerOf(id).status;
    return { id, state, currentPriority, deadlineTimeNs, answer };
  });
  const expected = model.processes.map((process) => ({
    ...{ id: process.id, state: model.stateOf(process), currentPriority: process.priority },
    ...{ deadlineTimeNs: process.deadlineNs, answer: process.dormant ? "" : process.answer },
  }));
  expect(seen).toEqual(expected);
  if (world.running() === HANDLER) expect(world.answerOf(HANDLER).status).toBe(model.handlerAnswer);
}

describe("whatever the processes, the clock and the windows do", () => {
  const plans = fc.array(plan, { minLength: PROCESSES, maxLength: PROCESSES });
  const begins = fc.array(begin, { minLength: PROCESSES, maxLength: PROCESSES });

  test("who runs, states, priorities, deadlines and answers are the model's", () => {
    fc.assert(
      fc.property(plans, begins, steps, (plans, begins, steps) => {
        const both = boot(plans, begins);
        const { world, model, make } = both;
        compare(both);
        for (const { step, handlerStep } of steps) {
          const { kind, who, ns } = step;
          if (kind === "window") {
            world.window({ after: ns, periodic: who === 1 });
            model.window(ns, who === 1);
          } else if (kind === "advance" || world.running() === NOBODY) {
            const by = ns === FOREVER ? 1n : ns;
            world.advance(by);
            model.advance(by);
          } else if (world.running() === HANDLER && handlerStep === "error_status") {
            const error = model.takeError();
            const told = world.errorStatus();
            if (error === undefined) expect(told).toBe("NO_ACTION");
            else expect(told).toMatchObject(error);
          } else if (world.running() === HANDLER && ERRORS.includes(kind)) {
            continue;
          } else if (kind === "fault") {
            world.fault();
            model.fault();
          } else if (world.running() === HANDLER && handlerStep === "process_stop_self") {
            make("process_stop_self", 1, 0n);
          } else {
            make(kind, who, ns);
          }
          if (model.isOver) {
            expect([world.mode(), world.running()]).toEqual([MODE_WARM_START, NOBODY]);
            return;
          }
          compare(both);
        }
      }),
      { numRuns: 300 },
    );
  });
});
