/**
 * The demo's partition in TypeScript: follows a glider through the air. In each window it takes a batch of readings of
 * a barometer, filters them, and tells from time to time what it knows. The window-start line wakes it, and counts the
 * windows that it should have had.
 */
import { interrupts, LINE_WINDOW_START } from "bulkhead/partition";

const READINGS_PER_WINDOW = 20;
const WINDOWS_PER_REPORT: u32 = 5;
const SECONDS_PER_READING = 0.0025;
const SEA_LEVEL_HECTOPASCAL = 1013.25;

/** What the barometer would show: a climb in a thermal, with the noise of a cheap sensor. */
class Barometer {
  private seed: u32 = 1;
  private seconds: f64 = 0;

  read(): f64 {
    this.seconds += SECONDS_PER_READING;
    const altitude = 800 + 1.8 * this.seconds + 15 * Math.sin(this.seconds / 4);
    const pressure = SEA_LEVEL_HECTOPASCAL * (1 - altitude / 44330.8) ** 5.255;
    return pressure + this.noise() * 0.2;
  }

  /** -0.5 to 0.5. */
  private noise(): f64 {
    this.seed = this.seed * 1664525 + 1013904223;
    return f64(this.seed >> 8) / f64(1 << 24) - 0.5;
  }
}

/** Altitude and climb from noisy pressures: an alpha-beta filter. */
class Tracker {
  altitude: f64 = 800;
  climb: f64 = 0;

  update(pressure: f64): void {
    const measured = 44330.8 * (1 - (pressure / SEA_LEVEL_HECTOPASCAL) ** (1 / 5.255));
    const predicted = this.altitude + this.climb * SECONDS_PER_READING;
    const error = measured - predicted;
    this.altitude = predicted + 0.02 * error;
    this.climb += (0.0002 * error) / SECONDS_PER_READING;
  }
}

/** One digit behind the point. */
function rounded(value: f64): string {
  return (Math.round(value * 10) / 10).toString();
}

const barometer = new Barometer();
const tracker = new Tracker();
interrupts.enable(LINE_WINDOW_START);
console.log(`tracking a glider, ${READINGS_PER_WINDOW} readings a window`);

let missed: u32 = 0;
for (let window: u32 = 1; ; window++) {
  for (let i = 0; i < READINGS_PER_WINDOW; i++) tracker.update(barometer.read());
  if (window % WINDOWS_PER_REPORT === 0) {
    const place = `altitude ${rounded(tracker.altitude)} m, climb ${rounded(tracker.climb)} m/s`;
    console.log(`window ${window}: ${place}, ${missed} windows missed`);
  }
  interrupts.wait();
  missed += interrupts.take(LINE_WINDOW_START) - 1;
}
