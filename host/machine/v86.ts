/**
 * The embedded machine: v86 in virtual time. Equal images give equal runs, byte for byte; a halted processor costs
 * no wall time, unless `realtime` asks for the pace of the wall clock.
 */
import { setImmediate, setTimeout } from "node:timers/promises";
import type { BootRequest, Machine, RunResult } from "./machine.js";
import { type MachineEnd, V86Session } from "./v86-session.js";

/** Virtual time between two polls of the observer. */
const POLL_NS = 1_000_000;
/** The event loop gets a turn after this much work. */
const BREATHE_MS = 10;
/** In real time: sleeping for less is not worth it; being later than this is not caught up. */
const SLEEP_LEAST_MS = 2;
const LAG_MOST_MS = 100;

export const v86: Machine = {
  name: "v86",
  overrunToleranceNs: 10_000,
  exitPort: 0,
  async run(request: BootRequest): Promise<RunResult> {
    return new Run(request, await V86Session.boot(request)).toItsEnd();
  },
};

class Run {
  private readonly startMs = performance.now();
  private lastBreathMs = this.startMs;
  /** Wall time at which virtual time 0 was, in real time. */
  private originMs = this.startMs;
  private lastPollNs = 0;

  constructor(
    private readonly request: BootRequest,
    private readonly session: V86Session,
  ) {}

  async toItsEnd(): Promise<RunResult> {
    const end = await this.loop();
    this.observe();
    return { ...end, memory: this.session.memory };
  }

  private async loop(): Promise<MachineEnd> {
    const { request, session } = this;
    for (;;) {
      if (request.signal?.aborted) return { reason: "aborted" };
      if (performance.now() - this.startMs > (request.timeoutMs ?? Number.POSITIVE_INFINITY))
        return { reason: "timeout" };
      const end = session.step();
      if (end) return end;
      if (session.idleUntilNs !== undefined) await this.idle(session.idleUntilNs);
      if (session.nowNs - this.lastPollNs >= POLL_NS) this.observe();
      await this.breathe();
    }
  }

  /** Lets the time to the next event pass. */
  private async idle(wakeNs: number): Promise<void> {
    if (this.request.realtime) await this.pace(wakeNs);
    this.session.step();
  }

  /** Sleeps until the wall clock is where virtual time will be. */
  private async pace(virtualNs: number): Promise<void> {
    const aheadMs = this.originMs + virtualNs / 1e6 - performance.now();
    if (aheadMs < -LAG_MOST_MS) this.originMs -= aheadMs;
    if (aheadMs < SLEEP_LEAST_MS) return;
    this.lastBreathMs = performance.now();
    await setTimeout(aheadMs, undefined, { signal: this.request.signal }).catch(() => {});
  }

  private async breathe(): Promise<void> {
    if (this.request.realtime) await this.pace(this.session.nowNs);
    if (performance.now() - this.lastBreathMs < BREATHE_MS) return;
    await setImmediate();
    this.lastBreathMs = performance.now();
  }

  private observe(): void {
    this.lastPollNs = this.session.nowNs;
    this.session.observe();
  }
}
