/**
 * A native partition's processes as the standard and docs/arinc653.md have them, by priority, in as simple terms as there are:
 * lists that are searched. There is an error handler, for all errors of processes; what is not left to it ends the run.
 */
import {
  ERROR_APPLICATION_ERROR,
  ERROR_DEADLINE_MISSED,
  ERROR_MEMORY_VIOLATION,
  MAX_LOCK_LEVEL,
  MAX_PENDING_ERRORS,
  PROCESS_STATE_DORMANT,
  PROCESS_STATE_FAULTED,
  PROCESS_STATE_READY,
  PROCESS_STATE_RUNNING,
  PROCESS_STATE_WAITING,
} from "../../host/generated/abi.js";
import { FOREVER, HANDLER, NOBODY } from "./native-world.js";

export interface ProcessPlan {
  readonly basePriority: number;
  readonly periodNs: bigint;
  readonly capacityNs: bigint;
}

type Reason = "suspended" | "object" | "time" | "period" | "window" | "normal" | "fault";

interface Process extends ProcessPlan {
  readonly id: number;
  dormant: boolean;
  /** All that it waits for; nothing: it is ready. */
  readonly waits: Set<Reason>;
  priority: number;
  /** Its place among those that are ready: the less, the earlier. */
  place: number;
  /** When the clock ends one of its waits. */
  timeoutNs: bigint | undefined;
  deadlineNs: bigint;
  /** Whether that deadline has yet to pass. */
  isDue: boolean;
  releaseNs: bigint;
  delayNs: bigint;
  /** The suspension is its own. */
  suspendedItself: boolean;
  faults: number;
  /** Of its last call; "-": none yet. */
  answer: string;
}

export interface SemaphorePlan {
  readonly maximum: number;
  readonly byPriority: boolean;
}

const FAULTS_HANDLED = 4;

export class SchedulerModel {
  readonly processes: readonly Process[];
  now: bigint;
  /** An error was not the handler's. */
  isOver = false;
  handlerAnswer = "OK";
  private handlerRuns = false;
  private takenInTurn = 0;
  private errors: { error: number; process: number }[] = [];
  private lock = { owner: 0, level: 0 };
  private readonly queues = { window: [] as Process[], release: [] as Process[], normal: [] as Process[] };
  private faulted: Process[] = [];
  private readonly opened = new Set<"window" | "release" | "normal">();
  private windowStartNs = 0n;
  private places = 0;
  private readonly semaphores: { current: number; readonly plan: SemaphorePlan; readonly queue: Process[] }[];
  private readonly mutex = { owner: undefined as Process | undefined, count: 0, retained: 0, queue: [] as Process[] };

  constructor(
    plans: readonly ProcessPlan[],
    semaphores: readonly SemaphorePlan[],
    private readonly ceiling: number,
    now: bigint,
  ) {
    this.now = now;
    this.semaphores = semaphores.map((plan) => ({ current: 0, plan, queue: [] }));
    this.processes = plans.map((plan, at) => ({
      ...plan,
      ...{ id: at + 1, dormant: true, waits: new Set<Reason>(), priority: plan.basePriority, place: 0, faults: 0 },
      ...{ timeoutNs: undefined, deadlineNs: FOREVER, isDue: false, releaseNs: 0n, delayNs: 0n },
      ...{ suspendedItself: false, answer: "OK" },
    }));
  }

  process(id: number): Process {
    return this.processes[id - 1]!;
  }

  running(): number {
    if (this.isOver) return NOBODY;
    if (this.handlerRuns) return HANDLER;
    const ready = this.processes.filter((process) => isReady(process));
    if (this.lock.level > 0) return ready.some(({ id }) => id === this.lock.owner) ? this.lock.owner : NOBODY;
    const first = ready.sort((a, b) => b.priority - a.priority || a.place - b.place)[0];
    return first?.id ?? NOBODY;
  }

  stateOf(process: Process): number {
    if (process.dormant) return PROCESS_STATE_DORMANT;
    if (process.waits.has("fault")) return PROCESS_STATE_FAULTED;
    if (!isReady(process)) return PROCESS_STATE_WAITING;
    return this.running() === process.id ? PROCESS_STATE_RUNNING : PROCESS_STATE_READY;
  }

  // What is ready, and in which order.

  private comeLast(process: Process): void {
    this.places += 1;
    process.place = this.places;
  }
  private comeFirst(process: Process): void {
    this.places += 1;
    process.place = -this.places;
  }
  private wait(process: Process, reason: Reason): void {
    process.waits.add(reason);
  }
  private end(process: Process, ...reasons: Reason[]): void {
    const wasReady = isReady(process);
    for (const reason of reasons) process.waits.delete(reason);
    if (isReady(process) && !wasReady) this.comeLast(process);
  }
  private setPriority(process: Process, priority: number, order: "first" | "last"): void {
    process.priority = priority;
    if (order === "first") this.comeFirst(process);
    else this.comeLast(process);
  }

  // What the clock and the windows bring.

  private events() {
    return this.processes
      .flatMap((process) => [
        ...(process.isDue ? [{ ns: process.deadlineNs, process, kind: "deadline" as const }] : []),
        ...(process.timeoutNs === undefined ? [] : [{ ns: process.timeoutNs, process, kind: "timeout" as const }]),
      ])
      .sort((a, b) => (a.ns === b.ns ? a.process.id - b.process.id : a.ns < b.ns ? -1 : 1));
  }

  private settle(): void {
    for (;;) {
      if (this.isOver) return;
      const next = this.events()[0];
      const kind = (["window", "release", "normal"] as const).find((each) => this.opened.has(each));
      if (kind !== undefined) {
        const process = this.queues[kind].shift();
        if (process === undefined) this.opened.delete(kind);
        else this.open(kind, process);
      } else if (next !== undefined && next.ns <= this.now) this.expire(next);
      else return;
    }
  }

  private open(kind: "window" | "release" | "normal", process: Process): void {
    if (kind === "normal") this.beginRun(process);
    if (kind === "release") this.releaseFirst(process, this.windowStartNs + process.delayNs);
    this.end(process, kind === "normal" ? "normal" : "window");
  }

  private releaseFirst(process: Process, ns: bigint): void {
    this.release(process, ns);
    if (process.delayNs === 0n) return;
    this.wait(process, "period");
    process.timeoutNs = ns;
  }

  private expire({ process, kind }: { process: Process; kind: "deadline" | "timeout" }): void {
    if (kind === "deadline") {
      process.isDue = false;
      this.raise(process, ERROR_DEADLINE_MISSED, false);
      return;
    }
    process.timeoutNs = undefined;
    if (process.waits.has("object")) this.endWait(process, "TIMED_OUT");
    else if (process.waits.has("time") || process.waits.has("period")) this.end(process, "time", "period");
    else this.endSuspension(process, "TIMED_OUT");
  }

  advance(ns: bigint): void {
    const end = this.now + ns;
    for (let next = this.events()[0]; next !== undefined && next.ns <= end && !this.isOver; next = this.events()[0]) {
      if (next.ns > this.now) this.now = next.ns;
      this.settle();
    }
    this.now = end;
  }

  window(after: bigint, periodic: boolean): void {
    this.now += after;
    this.windowStartNs = this.now;
    this.opened.add("window");
    if (periodic) this.opened.add("release");
    this.settle();
  }

  /** The partition enters NORMAL. */
  normal(): void {
    this.opened.add("normal");
    this.settle();
  }

  /** Before NORMAL: the process is armed. */
  arm(id: number, delayNs: bigint): void {
    const process = this.process(id);
    process.dormant = false;
    process.delayNs = delayNs;
    this.wait(process, "normal");
    this.queues.normal.push(process);
  }

  // Lives of processes.

  private setDeadline(process: Process, ns: bigint): void {
    process.deadlineNs = ns;
    process.isDue = ns !== FOREVER;
  }
  private release(process: Process, ns: bigint): void {
    process.releaseNs = ns;
    this.setDeadline(process, process.capacityNs === FOREVER ? FOREVER : ns + process.capacityNs);
  }
  private beginRun(process: Process): void {
    if (isPeriodic(process)) {
      this.wait(process, "window");
      this.queues.release.push(process);
      return;
    }
    this.release(process, this.now + process.delayNs);
    if (process.delayNs === 0n) return;
    this.wait(process, "time");
    process.timeoutNs = this.now + process.delayNs;
  }
  private stopProcess(process: Process): void {
    if (this.mutex.owner === process) this.takeMutex();
    for (const queue of this.allQueues()) {
      const at = queue.indexOf(process);
      if (at !== -1) queue.splice(at, 1);
    }
    process.dormant = true;
    process.waits.clear();
    process.timeoutNs = undefined;
    process.isDue = false;
    process.suspendedItself = false;
    if (this.lock.owner === process.id) this.lock.level = 0;
  }
  private allQueues(): Process[][] {
    const ofSemaphores = this.semaphores.map(({ queue }) => queue);
    return [...Object.values(this.queues), ...ofSemaphores, this.mutex.queue, this.faulted];
  }
  private endWait(process: Process, answer: string): void {
    process.answer = answer;
    for (const queue of this.allQueues()) {
      const at = queue.indexOf(process);
      if (at !== -1) queue.splice(at, 1);
    }
    process.timeoutNs = undefined;
    this.end(process, "object");
  }
  private endSuspension(process: Process, answer: string): void {
    if (process.suspendedItself) {
      process.suspendedItself = false;
      process.answer = answer;
      process.timeoutNs = undefined;
    }
    this.end(process, "suspended");
  }

  // Errors.

  private raise(process: Process, error: number, isFault: boolean): void {
    if (this.errors.length === MAX_PENDING_ERRORS || (isFault && process.faults === FAULTS_HANDLED)) {
      this.isOver = true;
      return;
    }
    this.errors.push({ error, process: process.id });
    if (!this.handlerRuns) this.beginTurn();
    if (!isFault) return;
    process.faults += 1;
    this.wait(process, "fault");
    this.faulted.push(process);
  }
  private beginTurn(): void {
    this.handlerRuns = true;
    this.handlerAnswer = "OK";
    this.takenInTurn = 0;
  }
  private endTurn(): void {
    this.handlerRuns = false;
    if (this.takenInTurn === 0) this.errors.shift();
    for (const process of this.faulted.splice(0)) this.end(process, "fault");
    if (this.errors.length > 0) this.beginTurn();
  }

  /** Who runs faults. */
  fault(): void {
    const who = this.running();
    if (who === HANDLER) this.isOver = true;
    else this.raise(this.process(who), ERROR_MEMORY_VIOLATION, true);
    this.settle();
  }

  /** The error handler asks. */
  takeError(): { error: number; process: number } | undefined {
    const error = this.errors.shift();
    this.handlerAnswer = error === undefined ? "NO_ACTION" : "OK";
    if (error !== undefined) this.takenInTurn += 1;
    return error;
  }

  // Mutexes.

  private giveMutex(process: Process): void {
    Object.assign(this.mutex, { owner: process, count: 1, retained: process.priority });
    const priority = Math.max(process.priority, this.ceiling);
    if (priority !== process.priority) this.setPriority(process, priority, "first");
  }
  private takeMutex(): void {
    const owner = this.mutex.owner!;
    if (this.mutex.retained !== owner.priority) this.setPriority(owner, this.mutex.retained, "first");
    Object.assign(this.mutex, { owner: undefined, count: 0 });
    const next = this.mutex.queue[0];
    if (next === undefined) return;
    this.giveMutex(next);
    this.endWait(next, "OK");
  }

  // Calls.

  private mayWait(): boolean {
    const who = this.running();
    return who !== HANDLER && this.lock.level === 0 && this.mutex.owner?.id !== who;
  }
  private owns(process: Process): boolean {
    return this.mutex.owner === process || (this.lock.level > 0 && this.lock.owner === process.id);
  }
  private waitFor(caller: Process | undefined, queue: Process[], byPriority: boolean, timeoutNs: bigint): string {
    if (timeoutNs === 0n) return "NOT_AVAILABLE";
    if (caller === undefined || !this.mayWait()) return "WRONG_MODE";
    const behind = queue.findIndex(({ priority }) => byPriority && priority < caller.priority);
    queue.splice(behind === -1 ? queue.length : behind, 0, caller);
    this.wait(caller, "object");
    if (timeoutNs !== FOREVER) caller.timeoutNs = this.now + timeoutNs;
    return "-";
  }

  /** Whoever runs makes the call; `who` is the process, semaphore or priority that it is about. */
  make(name: string, who: number, ns: bigint): void {
    const id = this.running();
    const caller = id === HANDLER ? undefined : this.process(id);
    const answer = this.answerTo(name, caller, who, ns);
    if (caller === undefined) this.handlerAnswer = this.handlerRuns && answer !== undefined ? answer : "OK";
    else if (answer !== undefined) caller.answer = answer;
    this.settle();
  }

  /** Undefined: the caller is no more. */
  private answerTo(name: string, caller: Process | undefined, who: number, ns: bigint): string | undefined {
    const process = this.process(((who - 1) % this.processes.length) + 1);
    const semaphore = this.semaphores[who % this.semaphores.length]!;
    switch (name) {
      case "process_start": {
        if (ns === FOREVER || (isPeriodic(process) && ns >= process.periodNs)) return "BAD_ARGUMENT";
        if (!process.dormant) return "NO_ACTION";
        Object.assign(process, {
          dormant: false,
          priority: process.basePriority,
          faults: 0,
          delayNs: ns,
          answer: "OK",
        });
        process.deadlineNs = FOREVER;
        this.beginRun(process);
        if (isReady(process)) this.comeLast(process);
        return "OK";
      }
      case "process_stop":
        if (process === caller) return "BAD_ARGUMENT";
        if (process.dormant) return "NO_ACTION";
        this.stopProcess(process);
        return "OK";
      case "process_stop_self":
        if (caller === undefined) this.endTurn();
        else this.stopProcess(caller);
        return undefined;
      case "process_suspend":
        if (process === caller) return "BAD_ARGUMENT";
        if (process.dormant || isPeriodic(process) || this.owns(process)) return "WRONG_MODE";
        if (process.waits.has("suspended")) return "NO_ACTION";
        this.wait(process, "suspended");
        return "OK";
      case "process_resume":
        if (process === caller) return "BAD_ARGUMENT";
        if (process.dormant || isPeriodic(process)) return "WRONG_MODE";
        if (!process.waits.has("suspended")) return "NO_ACTION";
        this.endSuspension(process, "OK");
        return "OK";
      case "process_suspend_self":
        if (caller === undefined || !this.mayWait() || isPeriodic(caller)) return "WRONG_MODE";
        if (ns === 0n) this.comeLast(caller);
        if (ns === 0n) return "OK";
        caller.suspendedItself = true;
        this.wait(caller, "suspended");
        if (ns !== FOREVER) caller.timeoutNs = this.now + ns;
        return "OK";
      case "process_set_priority":
        return this.changePriority(process, 5 + (Number(ns) % 20));
      case "preemption_lock":
        if (caller === undefined) return "NO_ACTION";
        if (this.mutex.owner === caller) return "WRONG_MODE";
        if (this.lock.level === MAX_LOCK_LEVEL) return "NOT_CONFIGURED";
        this.lock = { owner: caller.id, level: this.lock.level + 1 };
        return "OK";
      case "preemption_unlock":
        if (caller === undefined || this.lock.level === 0) return "NO_ACTION";
        this.lock.level -= 1;
        return "OK";
      case "timed_wait":
        if (ns === FOREVER) return "BAD_ARGUMENT";
        if (caller === undefined || !this.mayWait()) return "WRONG_MODE";
        return this.sleep(caller, ns);
      case "sleep_until":
        if (ns === 0n) return "OK";
        if (caller === undefined || !this.mayWait()) return "WRONG_MODE";
        return this.sleep(caller, ns);
      case "window_yield":
        if (caller === undefined || !this.mayWait()) return "WRONG_MODE";
        this.wait(caller, "window");
        this.queues.window.push(caller);
        return "OK";
      case "periodic_wait":
        if (caller === undefined || !this.mayWait() || !isPeriodic(caller)) return "WRONG_MODE";
        this.release(caller, caller.releaseNs + caller.periodNs);
        this.comeLast(caller);
        if (caller.releaseNs <= this.now) return "OK";
        this.wait(caller, "period");
        caller.timeoutNs = caller.releaseNs;
        return "OK";
      case "replenish": {
        if (caller === undefined) return "NO_ACTION";
        const deadlineNs = ns === FOREVER ? FOREVER : this.now + ns;
        if (isPeriodic(caller) && deadlineNs > caller.releaseNs + caller.periodNs) return "WRONG_MODE";
        this.setDeadline(caller, deadlineNs);
        return "OK";
      }
      case "semaphore_wait":
        if (semaphore.current === 0) return this.waitFor(caller, semaphore.queue, semaphore.plan.byPriority, ns);
        semaphore.current -= 1;
        return "OK";
      case "semaphore_signal":
        if (semaphore.queue.length > 0) this.endWait(semaphore.queue[0]!, "OK");
        else if (semaphore.current === semaphore.plan.maximum) return "NO_ACTION";
        else semaphore.current += 1;
        return "OK";
      case "mutex_acquire":
        return this.acquire(caller, ns);
      case "mutex_release":
        if (caller === undefined || this.mutex.owner !== caller) return "WRONG_MODE";
        if (this.mutex.count === 1) this.takeMutex();
        else this.mutex.count -= 1;
        return "OK";
      default:
        if (caller === undefined) this.isOver = true;
        else this.raise(caller, ERROR_APPLICATION_ERROR, false);
        return "OK";
    }
  }

  private sleep(caller: Process, ns: bigint): string {
    if (ns === 0n) this.comeLast(caller);
    if (ns === 0n) return "OK";
    this.wait(caller, "time");
    if (ns !== FOREVER) caller.timeoutNs = this.now + ns;
    return "OK";
  }

  private changePriority(process: Process, priority: number): string {
    if (process.dormant) return "WRONG_MODE";
    if (this.mutex.owner !== process) {
      this.setPriority(process, priority, "last");
      return "OK";
    }
    this.mutex.retained = priority;
    const current = Math.max(priority, this.ceiling);
    if (current !== process.priority) this.setPriority(process, current, "last");
    return "OK";
  }

  private acquire(caller: Process | undefined, ns: bigint): string {
    if (caller === undefined) return "WRONG_MODE";
    if (this.mutex.owner === caller) {
      if (caller.priority > this.ceiling) return "WRONG_MODE";
      if (this.mutex.count === MAX_LOCK_LEVEL) return "NOT_CONFIGURED";
      this.mutex.count += 1;
      return "OK";
    }
    if (!this.mayWait() || caller.priority > this.ceiling) return "WRONG_MODE";
    if (this.mutex.owner !== undefined) return this.waitFor(caller, this.mutex.queue, false, ns);
    this.giveMutex(caller);
    return "OK";
  }
}

const isReady = (process: Process): boolean => !process.dormant && process.waits.size === 0;
const isPeriodic = ({ periodNs }: ProcessPlan): boolean => periodNs !== FOREVER;
