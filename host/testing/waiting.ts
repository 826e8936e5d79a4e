/** Waiting for something to happen in virtual time, and the error that tells what happened instead. */
import type { WaitOptions } from "./api.js";
import type { Driver } from "./driver.js";
import { nanoseconds, shownTime } from "./moments.js";
import type { Recorder } from "./recorder.js";

const WITHIN = "1s";
/** Of what came meanwhile a message shows the end. */
const SHOWN_LINES = 12;

/** Something awaited did not come in time. */
export class NotSeenError extends Error {
  override readonly name = "NotSeenError";
}

export class Waiting {
  /** `check` throws what a bad end of the run calls for. */
  constructor(
    private readonly driver: Driver,
    private readonly recorder: Recorder,
    private readonly check: () => void,
  ) {}

  /** Until the condition gives something true; `what` was awaited. */
  async until<T>(condition: () => T, what: string, { within = WITHIN }: WaitOptions): Promise<NonNullable<T>> {
    const { driver, recorder } = this;
    const startNs = driver.nowNs;
    const from = recorder.position;
    let value: T | undefined;
    const met = () => {
      value = condition();
      return Boolean(value);
    };
    driver.lookNow();
    if (met() || (await driver.runTo(startNs + nanoseconds("within", within), met, true))) return value!;
    this.check();
    const ended = driver.end ? ", where the run ended" : "";
    const shown = recorder.lastTold(from, SHOWN_LINES);
    const omitted = recorder.position - from - shown.length;
    const meanwhile = shown.length === 0 ? ["nothing was written"] : shown;
    const head = `${what} was awaited from ${shownTime(startNs)} on, and had not come by ${shownTime(driver.nowNs)}${ended}`;
    const title = omitted > 0 ? `meanwhile, after ${omitted} lines more:` : "meanwhile:";
    throw new NotSeenError([head, title, ...meanwhile.map((line) => `  ${line}`)].join("\n"));
  }

  /** The first of what is appended to `list` from now on that `found` takes. */
  async forNew<T>(list: readonly T[], found: (item: T) => boolean, what: string, options: WaitOptions): Promise<T> {
    this.driver.lookNow();
    let seen = list.length;
    const next = (): { readonly item: T } | undefined => {
      for (; seen < list.length; seen++) if (found(list[seen]!)) return { item: list[seen]! };
      return undefined;
    };
    return (await this.until(next, what, options)).item;
  }
}
