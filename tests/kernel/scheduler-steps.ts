/** What the processes, the clock and the windows of a native partition may do, and the same in the kernel and in the model. */
import fc from "fast-check";
import { expect } from "vitest";
import { ACTION_WARM_RESTART, PROCESS_STATE_DORMANT } from "../../host/generated/abi.js";
import { FOREVER, HANDLER, halves, NAME, type NativeWorld, NOBODY, nativeTable } from "./native-world.js";
import { type ProcessPlan, SchedulerModel, type SemaphorePlan } from "./scheduler-model.js";

import type { Table } from "./system.js";

const PERIOD = 10_000n;
const CEILING = 18;
const SEMAPHORES: readonly SemaphorePlan[] = [
  { maximum: 2, byPriority: false },
  { maximum: 1, byPriority: true },
];
export const PROCESSES = 4;

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
export const steps = fc.array(fc.record({ step, handlerStep }), { maxLength: 80, size: "max" });
/** In the error handler these would end the run. */
const ERRORS = ["fault", "application_error"];

export const plans = fc.array(plan, { minLength: PROCESSES, maxLength: PROCESSES });
export const begins = fc.array(begin, { minLength: PROCESSES, maxLength: PROCESSES });

/** A partition for all this; what is not its error handler's restarts it. */
export const schedulerTable = (): Table =>
  nativeTable(PROCESSES, { periodNs: PERIOD, actions: new Array(16).fill(ACTION_WARM_RESTART) });

export interface Begin {
  readonly started: number;
  readonly delayNs: bigint;
}

/** The first thread makes processes and objects, starts whom it is to start, and is done. */
export function beginInBoth(world: NativeWorld, plans: readonly ProcessPlan[], begins: readonly Begin[]) {
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
    world.start(at + 1, delay);
    model.arm(at + 1, delay);
  }
  world.normal();
  model.normal();
  return { world, model };
}
export type Both = ReturnType<typeof beginInBoth>;

/** The running thread's call in the kernel; `who` and `ns` as the model has them. */
export function makeInWorld(world: NativeWorld, name: string, who: number, ns: bigint) {
  const process = ((who - 1) % PROCESSES) + 1;
  const [low, high] = halves(ns);
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
}

export interface Step {
  readonly step: { readonly kind: string; readonly who: number; readonly ns: bigint };
  readonly handlerStep: string;
}

/** What of the step is done, by who runs. */
export function deedOf({ step: { kind }, handlerStep }: Step, running: number): string {
  if (kind === "window") return kind;
  if (kind === "advance" || running === NOBODY) return "advance";
  if (running !== HANDLER) return kind;
  if (handlerStep === "as the process would") return ERRORS.includes(kind) ? "nothing" : kind;
  return handlerStep;
}

/** Does it in the kernel. */
export function takeInWorld(world: NativeWorld, deed: string, { step: { who, ns } }: Step): unknown {
  if (deed === "window") return world.window({ after: ns, periodic: who === 1 });
  if (deed === "advance") return world.advance(ns === FOREVER ? 1n : ns);
  if (deed === "fault") return world.fault();
  if (deed === "error_status") return world.errorStatus();
  return deed === "nothing" ? undefined : makeInWorld(world, deed, who, ns);
}

function takeInModel(model: SchedulerModel, deed: string, { step: { who, ns } }: Step): unknown {
  if (deed === "window") return model.window(ns, who === 1);
  if (deed === "advance") return model.advance(ns === FOREVER ? 1n : ns);
  if (deed === "fault") return model.fault();
  if (deed === "error_status") return model.takeError();
  return deed === "nothing" ? undefined : model.make(deed, who, ns);
}

/** Does it in both. */
export function takeStep({ world, model }: Both, step: Step): void {
  const deed = deedOf(step, world.running());
  const seen = takeInWorld(world, deed, step);
  const expected = takeInModel(model, deed, step);
  if (deed === "error_status") expect(seen).toEqual(expected ? expect.objectContaining(expected) : "NO_ACTION");
}

/** Who runs, and each process's state and answer. */
export function compare({ world, model }: Both): void {
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
