/** A schedule's windows as the kernel wants them: they tile the frame, idle time included. */
import type { Schedule } from "../config/model.js";
import { NO_PARTITION, type WindowEntry } from "../generated/abi.js";

const PERIODIC_START = 1;

function windowEntry(partition: number, offsetNs: number, durationNs: number, flags: number): WindowEntry {
  return { offsetNs: BigInt(offsetNs), durationNs: BigInt(durationNs), partition, flags, reserved: [0, 0] };
}

/** The schedule's windows, with a window of NO_PARTITION wherever nobody has one. */
export function frameWindows({ windows, majorFrameNs }: Schedule): WindowEntry[] {
  const entries: WindowEntry[] = [];
  let end = 0;
  for (const { partition, offsetNs, durationNs, periodicStart } of windows) {
    if (offsetNs > end) entries.push(windowEntry(NO_PARTITION, end, offsetNs - end, 0));
    entries.push(windowEntry(partition, offsetNs, durationNs, periodicStart ? PERIODIC_START : 0));
    end = offsetNs + durationNs;
  }
  if (end < majorFrameNs) entries.push(windowEntry(NO_PARTITION, end, majorFrameNs - end, 0));
  return entries;
}
