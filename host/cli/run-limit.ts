/** How long a run goes on: what the user asked for, or what the output suggests. */
import { parseTime } from "../config/units.js";
import { UsageError } from "./usage.js";

export interface RunLimit {
  /** 0: none. */
  readonly frames: number;
  /** Virtual time from the first frame; 0: none. */
  readonly timeNs: number;
}

/** Where nobody watches, a run without a limit would never end. */
const UNWATCHED_FRAMES = 20;
const FRAMES_MAX = 0xffffffff;

export function runLimit(frames: string | undefined, time: string | undefined, watched: boolean): RunLimit {
  if (frames !== undefined && time !== undefined) throw new UsageError("--frames and --for exclude each other");
  if (frames !== undefined) {
    const count = /^\d+$/.test(frames) ? Number(frames) : 0;
    if (count < 1 || count > FRAMES_MAX) throw new UsageError(`--frames takes a number from 1 on, not "${frames}"`);
    return { frames: count, timeNs: 0 };
  }
  if (time !== undefined) {
    const timeNs = parseTime(time) ?? 0;
    if (timeNs < 1) throw new UsageError(`--for takes a time with its unit such as 2s or 500ms, not "${time}"`);
    return { frames: 0, timeNs };
  }
  return { frames: watched ? 0 : UNWATCHED_FRAMES, timeNs: 0 };
}

export const isUnlimited = ({ frames, timeNs }: RunLimit): boolean => frames === 0 && timeNs === 0;

/** Wall-clock time after which a run that ought to end has hung: generous, since an emulator may crawl. */
export function hangLimitMs(limit: RunLimit, majorFrameNs: number): number | undefined {
  if (isUnlimited(limit)) return undefined;
  const virtualMs = (limit.timeNs + limit.frames * majorFrameNs) / 1e6;
  return 60_000 + 100 * virtualMs;
}
