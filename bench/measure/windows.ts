/** How sharply windows start: the first look of a guest at the time-stamp counter, beside the schedule's edge. */

import { timeNs } from "../../host/observe/clock.js";
import { type BenchRun, runBench } from "../bench-run.js";
import { type Figure, figureOf, single } from "../series.js";

export interface WindowFigures {
  readonly window_jitter_ns: Figure;
  /** From the edge to the guest's first instruction. */
  readonly window_start_ns: Figure;
}

/** Frames in which the watcher sees all of its windows, and one for the start. */
const FRAMES = 310;

export async function measureWindows(kernel: Uint8Array): Promise<WindowFigures> {
  const run = await runBench({ kernel, system: "windows", frames: FRAMES });
  const lateness = startLateness(run);
  const all = [...lateness.values()].flat();
  const peakToPeak = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  return {
    window_jitter_ns: single(peakToPeak(all)),
    window_start_ns: figureOf(all),
  };
}

/** How late the watcher's windows started, by their offset in the frame. */
function startLateness({ hostBlock, layout, guests }: BenchRun): Map<number, number[]> {
  const { majorFrameNs, windows } = layout.schedules[0]!;
  const watcher = layout.partitions.find(({ name }) => name === "watcher")!;
  const offsets = windows.filter(({ partition }) => partition === watcher.index).map(({ offsetNs }) => offsetNs);
  const origin = Number(hostBlock.frameOriginNs);
  const lateness = new Map<number, number[]>(offsets.map((offset) => [offset, []]));
  for (const stamp of guests.get("watcher")!.timeStamps("window_starts")) {
    const inFrame = (timeNs(hostBlock, stamp) - origin) % majorFrameNs;
    const offset = offsets.findLast((candidate) => candidate <= inFrame)!;
    lateness.get(offset)!.push(inFrame - offset);
  }
  return lateness;
}
