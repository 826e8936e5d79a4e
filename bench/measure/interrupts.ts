/** What a virtual interrupt costs: counted by the guest itself, see bench/systems/interrupts. */
import { runBench } from "../bench-run.js";
import { type Figure, figureOf } from "../series.js";

export interface InterruptFigures {
  readonly virq_delivery: Figure;
  readonly virq_roundtrip: Figure;
}

export async function measureInterrupts(kernel: Uint8Array): Promise<InterruptFigures> {
  const { guests } = await runBench({ kernel, system: "interrupts", frames: 1 });
  const waiter = guests.get("waiter")!;
  return {
    virq_delivery: figureOf(waiter.samples("virq_delivery")),
    virq_roundtrip: figureOf(waiter.samples("virq_roundtrip")),
  };
}
