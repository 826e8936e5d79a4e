/**
 * Moves a booted system through virtual time: runs it, lets it be observed, and does what is due on the way. What is due
 * may have to wait for its partition to run; then the machine goes on in steps small enough not to miss that.
 */
import { setImmediate } from "node:timers/promises";
import type { MachineEnd, V86Session } from "../machine/index.js";
import type { GuestClock } from "./guest-clock.js";
import { shownTime } from "./moments.js";

/** Virtual time between two looks at what the system tells. */
const LOOK_NS = 1_000_000;
/** The same while somebody waits for something. */
const WAIT_LOOK_NS = 100_000;
/** The event loop gets a turn after this much work. */
const BREATHE_MS = 10;
/** A partition that has not run for so many major frames does not run. */
const PATIENCE_FRAMES = 10;

/** Something that is to be done to the system at a time. */
export interface Due {
  readonly what: string;
  readonly atNs: number;
  /** Does it if the processor is where it can be done. */
  attempt(): boolean;
  /** While it can't: machine time up to which nothing can change that. */
  idleUntilNs(): number;
  /** What it waits for. */
  readonly waitsFor: string;
}

export class Driver {
  private due: Due[] = [];
  private lookedNs = 0;
  private ended: MachineEnd | undefined;
  private lastBreathMs = performance.now();

  /** `look` reads what is new; `frameNs` is the length of a major frame. */
  constructor(
    private readonly session: V86Session,
    private readonly clock: GuestClock,
    private readonly look: () => void,
    private readonly frameNs: number,
  ) {}

  /** Virtual time, nanoseconds since boot. */
  get nowNs(): number {
    return this.clock.guestNs(this.session.nowNs);
  }

  /** How it ended; undefined while it goes on. */
  get end(): MachineEnd | undefined {
    return this.ended;
  }

  add(due: Due): void {
    this.due.push(due);
    this.due.sort((a, b) => a.atNs - b.atNs);
  }

  /** Runs to that time, or until the condition is met: then the answer is true. */
  async runTo(untilNs: number, met: () => boolean = () => false, waits = false): Promise<boolean> {
    for (;;) {
      this.doWhatIsDue();
      if (this.nowNs >= this.lookedNs + (waits ? WAIT_LOOK_NS : LOOK_NS) || this.nowNs >= untilNs || this.ended) {
        this.lookNow();
        if (met()) return true;
        if (this.nowNs >= untilNs || this.ended) return false;
      }
      const nextLookNs = Math.min(untilNs, this.lookedNs + (waits ? WAIT_LOOK_NS : LOOK_NS));
      const stepNs = Math.min(this.clock.machineNs(nextLookNs), this.nextDueNs());
      this.ended = this.session.step(stepNs);
      await this.breathe();
    }
  }

  /** Reads what is new. */
  lookNow(): void {
    this.lookedNs = this.nowNs;
    this.look();
  }

  private doWhatIsDue(): void {
    if (this.ended) return;
    for (const due of this.due) {
      if (due.atNs > this.nowNs) break;
      if (due.attempt()) this.due = this.due.filter((other) => other !== due);
      else this.refuseForGood(due);
    }
  }

  private refuseForGood(due: Due): void {
    if (this.nowNs < due.atNs + PATIENCE_FRAMES * this.frameNs) return;
    this.due = this.due.filter((other) => other !== due);
    throw new Error(
      `${due.what}, at ${shownTime(due.atNs)}, could not be done by ${shownTime(this.nowNs)}: ${due.waitsFor}`,
    );
  }

  /** Machine time up to which nothing that is due can be done. */
  private nextDueNs(): number {
    const times = this.due.map((due) =>
      due.atNs > this.nowNs ? this.clock.machineNs(due.atNs) : Math.max(due.idleUntilNs(), this.session.nowNs + 1),
    );
    return Math.min(...times, Number.POSITIVE_INFINITY);
  }

  private async breathe(): Promise<void> {
    if (performance.now() - this.lastBreathMs < BREATHE_MS) return;
    await setImmediate();
    this.lastBreathMs = performance.now();
  }
}
