/** How long the boot takes, and how well the clock keeps the time that its calibration found. */
import { runBench } from "../bench-run.js";
import { type Figure, figureOf, single } from "../series.js";

export interface ClockFigures {
  readonly boot_ns: Figure;
  readonly clock_error_ppm: Figure;
}

/** Ten seconds, and a frame in which the boot is. */
const FRAMES = 102;
/** Readings of the guest in a second. */
const PER_SECOND = 10;
const PPM = 1e6;

export async function measureClock(kernel: Uint8Array): Promise<ClockFigures> {
  const { guests, hostBlock } = await runBench({ kernel, system: "clock", frames: FRAMES });
  const reader = guests.get("reader")!;
  const counter = reader.timeStamps("counter");
  const clock = reader.timeStamps("clock_ns");
  // QEMU counts an instruction as a nanosecond of the time that its PIT is driven by, and the counter counts instructions.
  const errorPpm = (from: number, to: number): number => {
    const trueNs = Number(counter[to]! - counter[from]!);
    return Math.abs((Number(clock[to]! - clock[from]!) - trueNs) / trueNs) * PPM;
  };
  const seconds = Array.from({ length: Math.floor((clock.length - 1) / PER_SECOND) }, (_, second) =>
    errorPpm(second * PER_SECOND, (second + 1) * PER_SECOND),
  );
  return {
    boot_ns: single(Number(reader.timeStamps("first_look")[0]! - hostBlock.entryTsc)),
    clock_error_ppm: { median: errorPpm(0, clock.length - 1), max: figureOf(seconds).max },
  };
}
