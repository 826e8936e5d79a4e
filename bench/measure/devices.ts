/** What a device's interrupt costs the guest that it was given to, and a neighbour in whose window it comes. */
import { runBench } from "../bench-run.js";
import { type Figure, figureOf } from "../series.js";

export interface DeviceFigures {
  readonly hwirq_to_guest: Figure;
  readonly hwirq_to_neighbour: Figure;
}

/** Frames in which the neighbour is interrupted often enough. */
const FRAMES = 60;

export async function measureDevices(kernel: Uint8Array): Promise<DeviceFigures> {
  const { guests } = await runBench({ kernel, system: "device", frames: FRAMES });
  return {
    hwirq_to_guest: figureOf(guests.get("driver")!.samples("hwirq_to_guest")),
    hwirq_to_neighbour: figureOf(guests.get("neighbour")!.samples("hwirq_to_neighbour")),
  };
}
