/**
 * Processes that wait for one object, as simply as can be said: what the kernel is compared with, operation by operation. An
 * operation of a process that waits is skipped, for it makes no calls.
 */
import fc from "fast-check";
import { expect } from "vitest";
import { DISCIPLINE_PRIORITY } from "../../host/generated/abi.js";
import { FOR_EVER, type ObjectsWorld, type Outcome, WAITS } from "./objects-world.js";

export const PROCESSES = [1, 2, 3, 4, 5] as const;
export const PRIORITY = 10;
/** How long those wait who wait for a time. */
const WHILE_NS = 1000n;

export const processes = fc.constantFrom(...PROCESSES);
export const priorities = fc.integer({ min: PRIORITY - 2, max: PRIORITY + 2 });
export const timeouts = fc.constantFrom(0n, WHILE_NS, FOR_EVER, FOR_EVER);
export const disciplines = fc.constantFrom(0, DISCIPLINE_PRIORITY);

/** What happens to any process, whatever it waits for. */
export const happenings: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant("priority" as const), process: processes, priority: priorities }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("expire" as const), process: processes }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("stop" as const), process: processes }) },
);
export type Happening =
  | { readonly what: "priority"; readonly process: number; readonly priority: number }
  | { readonly what: "expire" | "stop"; readonly process: number };

export class ProcessesModel {
  /** What each process's last call came to; nothing: it made none since its start. */
  readonly outcomes = new Map<number, Outcome>();
  readonly priority = new Map<number, number>(PROCESSES.map((process) => [process, PRIORITY]));
  /** Those who wait, first to last. */
  readonly line: number[] = [];
  readonly #timed = new Set<number>();

  constructor(readonly discipline: number) {}

  isWaiting(process: number): boolean {
    return this.outcomes.get(process) === WAITS;
  }

  end(process: number, status: string, value = 0): void {
    this.outcomes.set(process, [status, value]);
  }

  /** There is nothing for the process. */
  wait(process: number, timeoutNs: bigint): void {
    this.outcomes.set(process, timeoutNs === 0n ? ["NOT_AVAILABLE", 0] : WAITS);
    if (timeoutNs === 0n) return;
    if (timeoutNs !== FOR_EVER) this.#timed.add(process);
    const mine = this.priority.get(process)!;
    const behind = this.line.findLastIndex((other) => this.priority.get(other)! >= mine) + 1;
    this.line.splice(this.discipline === DISCIPLINE_PRIORITY ? behind : this.line.length, 0, process);
  }

  /** The first who waits, who waits no more. */
  takeFirst(): number | undefined {
    const first = this.line[0];
    if (first !== undefined) this.leave(first);
    return first;
  }

  leave(process: number): void {
    const at = this.line.indexOf(process);
    if (at >= 0) this.line.splice(at, 1);
    this.#timed.delete(process);
  }

  happen(happening: Happening): void {
    if (happening.what === "priority") this.priority.set(happening.process, happening.priority);
    if (happening.what === "stop") {
      this.leave(happening.process);
      this.outcomes.delete(happening.process);
      this.priority.set(happening.process, PRIORITY);
    }
    if (happening.what !== "expire") return;
    for (const process of [...this.#timed]) {
      this.leave(process);
      this.end(process, "TIMED_OUT");
    }
  }
}

/** The same in the kernel; who is stopped is started again. */
export function happenInKernel(world: ObjectsWorld, happening: Happening): void {
  const { call, processor, threadOf } = world;
  const { process } = happening;
  if (happening.what === "priority") world.setPriority(process, happening.priority);
  if (happening.what === "expire") world.expire(processor.timestamp + WHILE_NS);
  if (happening.what !== "stop") return;
  call.stopProcess(threadOf(process));
  call.beginObjectsProcess(threadOf(process), PRIORITY);
}

/** What each process came to, who waits, and who can run at which priority are the same. */
export function compare(world: ObjectsWorld, model: ProcessesModel, kind: string): void {
  for (const [process, outcome] of model.outcomes)
    expect(world.outcome(process), `process ${process}`).toEqual(outcome);
  expect(world.waiting(kind, 1)).toEqual(model.line);
  for (const process of PROCESSES) expect(world.priorityOf(process)).toBe(model.priority.get(process));
  const ready = [...world.ready()].flatMap(([level, queue]) => queue.map((process) => [process, level]));
  const running = PROCESSES.filter((process) => !model.isWaiting(process));
  expect(new Map(ready as [number, number][])).toEqual(
    new Map(running.map((process) => [process, model.priority.get(process)!])),
  );
  world.checkGuard();
}
