/**
 * The embedded machine: v86 in virtual time. Equal images give equal runs, byte for byte; a halted processor costs
 * no wall time, unless `realtime` asks for the pace of the wall clock.
 */
import { setImmediate, setTimeout } from "node:timers/promises";
import { machineMemoryBytes } from "./image-bounds.js";
import type { BootRequest, Machine, RunResult } from "./machine.js";
import { endOfRun } from "./run-state.js";
import { Emulator } from "./v86-emulator.js";

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
    const memoryBytes = machineMemoryBytes(request.image, request.memoryBytes);
    const com1: number[] = [];
    const com2: number[] = [];
    const emulator = await Emulator.boot(request.image, memoryBytes, {
      onCom1: (byte) => com1.push(byte),
      onCom2: (byte) => com2.push(byte),
      com2Input: request.com2?.input ?? new Uint8Array(),
    });
    return new Run(request, emulator, com1, com2).toItsEnd();
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
    private readonly emulator: Emulator,
    private readonly com1: number[],
    private readonly com2: number[],
  ) {}

  async toItsEnd(): Promise<RunResult> {
    const end = await this.loop();
    this.observe();
    return { ...end, memory: this.emulator };
  }

  private async loop(): Promise<Omit<RunResult, "memory">> {
    const { request, emulator } = this;
    for (;;) {
      if (request.signal?.aborted) return { reason: "aborted" };
      if (performance.now() - this.startMs > (request.timeoutMs ?? Number.POSITIVE_INFINITY))
        return { reason: "timeout" };
      try {
        const state = emulator.slice();
        const reason = endOfRun(emulator, request.hostBlockPhys);
        if (reason !== undefined) return { reason };
        if (state === "dead") return { reason: "machine-failure", detail: emulator.describeHalt() };
        if (state === "idle") await this.idle();
      } catch (error) {
        return { reason: "machine-failure", detail: emulator.describeFailure(error) };
      }
      if (emulator.clock.nowNs() - this.lastPollNs >= POLL_NS) this.observe();
      await this.breathe();
    }
  }

  /** Lets the time to the next event pass. */
  private async idle(): Promise<void> {
    const wakeNs = this.emulator.nextEventNs();
    if (this.request.realtime) await this.pace(wakeNs);
    this.emulator.clock.skipTo(wakeNs);
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
    if (this.request.realtime) await this.pace(this.emulator.clock.nowNs());
    if (performance.now() - this.lastBreathMs < BREATHE_MS) return;
    await setImmediate();
    this.lastBreathMs = performance.now();
  }

  private observe(): void {
    this.lastPollNs = this.emulator.clock.nowNs();
    if (this.com1.length > 0) this.request.onSerial?.(Uint8Array.from(this.com1.splice(0)));
    if (this.com2.length > 0) this.request.com2?.onBytes?.(Uint8Array.from(this.com2.splice(0)));
    this.request.onPoll?.(this.emulator);
  }
}
