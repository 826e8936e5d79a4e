/**
 * When v86 polls its timers, and when its main loop comes back. The main loop runs until a poll finds that a millisecond
 * has passed since it began. A stop at a given time is a poll more, which must not show: it reads no clock that counts,
 * touches no timer, and the slice goes on afterwards as if nothing had been. So a run in steps is the run in one piece.
 */
import type { Cpu } from "./v86-cpu.js";
import { type PatchedExports, POLL_AFTER_MAX } from "./v86-patch.js";
import { activeClockMs, NS_PER_INSTRUCTION, type VirtualClock } from "./virtual-clock.js";

/** v86's TIME_PER_FRAME. */
const SLICE_MS = 1;

export class Slices {
  private untilNs = Number.POSITIVE_INFINITY;
  /** The first clock reading of the slice that goes on; undefined between slices. */
  private startMs: number | undefined;
  /** Whether the main loop has yet to read when it begins. */
  private beginning = false;
  private lastPollMs = 0;
  private lastPollCounts = true;
  /** The instruction counter at the last poll, and how many instructions from there to the next that counts. */
  private loopStart = 0;
  private pollIn = 0;

  /** `deadlineNs` tells when a timer fires next. */
  constructor(
    private readonly cpu: Cpu,
    private readonly wasm: PatchedExports,
    private readonly clock: VirtualClock,
    private readonly deadlineNs: () => number,
  ) {}

  /** Before the main loop, which is to come back at `untilNs` at the latest. */
  enter(untilNs: number): void {
    this.untilNs = untilNs;
    this.beginning = true;
    if (this.startMs === undefined) this.pollIn = 0;
    this.nextLoop(this.startMs === undefined);
  }

  /** What v86's module reads as its clock. */
  readMs(): number {
    if (!this.beginning) return activeClockMs() ?? 0;
    this.beginning = false;
    this.startMs ??= this.clock.readMs();
    // The loop ends past this by SLICE_MS.
    return Math.min(this.startMs, this.untilNs / 1e6 - SLICE_MS);
  }

  /** At a poll: the time for the timers, or undefined where they are not to be looked at. */
  poll(nowMs: number): number | undefined {
    this.lastPollMs = Math.max(nowMs, this.startMs ?? 0);
    this.lastPollCounts = this.executed() >= this.pollIn || this.cpu.in_hlt[0] !== 0;
    return this.lastPollCounts ? this.lastPollMs : undefined;
  }

  /** After a poll. */
  afterPoll(): void {
    this.nextLoop(this.lastPollCounts);
  }

  /** A timer was set. */
  deadlineMoved(): void {
    this.pollIn = this.executed() + this.instructionsTo(this.deadlineNs());
    this.setDistance();
  }

  /** After the main loop: whether the slice is over, not just stopped. */
  leave(): boolean {
    const stopped =
      this.cpu.in_hlt[0] === 0 && !(this.lastPollCounts && this.lastPollMs - (this.startMs ?? 0) > SLICE_MS);
    if (!stopped) this.abandon();
    else if (!this.lastPollCounts) this.clock.unread();
    return !stopped;
  }

  /** The main loop did not come to its end. */
  abandon(): void {
    this.startMs = undefined;
  }

  private nextLoop(fromNow: boolean): void {
    const executed = this.executed();
    this.loopStart = this.cpu.instruction_counter[0]!;
    this.pollIn = fromNow ? this.instructionsTo(this.deadlineNs()) : this.pollIn - executed;
    this.setDistance();
  }

  private setDistance(): void {
    const stopIn = this.executed() + this.instructionsTo(this.untilNs);
    this.wasm.pollAfter.value = Math.min(this.pollIn, stopIn);
  }

  private executed(): number {
    return (this.cpu.instruction_counter[0]! - this.loopStart) >>> 0;
  }

  private instructionsTo(ns: number): number {
    const instructions = Math.ceil((ns - this.clock.nowNs()) / NS_PER_INSTRUCTION);
    return Math.min(Math.max(instructions, 1), POLL_AFTER_MAX);
  }
}
