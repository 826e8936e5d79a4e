/** What a guest pays for an empty call, and for masking its interrupts. */
import { BenchFailure } from "../bench-failure.js";
import { runBench } from "../bench-run.js";
import { type Figure, figureOf, without } from "../series.js";

export interface CallFigures {
  readonly hypercall_int: Figure;
  readonly hypercall_sysenter: Figure;
  readonly core_call_int: Figure;
  readonly core_call_sysenter: Figure;
}

export async function measureCalls(kernel: Uint8Array): Promise<CallFigures> {
  const { guests } = await runBench({ kernel, system: "hypercalls", frames: 2 });
  const caller = guests.get("caller")!;
  const nothing = caller.samples("nothing");
  const figure = (name: string): Figure => figureOf(without(nothing, caller.samples(name)));
  return {
    hypercall_int: figure("hypercall_int"),
    hypercall_sysenter: figure("hypercall_sysenter"),
    core_call_int: figure("core_call_int"),
    core_call_sysenter: figure("core_call_sysenter"),
  };
}

export interface MaskingFigures {
  readonly mask_unmask: Figure;
  readonly irq_disable_enable: Figure;
}

export async function measureMasking(kernel: Uint8Array): Promise<MaskingFigures> {
  return {
    mask_unmask: await measurePair(kernel, "masking", "mask_unmask"),
    irq_disable_enable: await measurePair(kernel, "irq-level", "irq_disable_enable"),
  };
}

/** A pair of masking and unmasking, in a system whose guest does nothing else: it must never enter the kernel. */
async function measurePair(kernel: Uint8Array, system: string, name: string): Promise<Figure> {
  const { guests, statistics } = await runBench({ kernel, system, frames: 2 });
  const masker = guests.get("masker")!;
  const { hypercalls, coreCalls, faults } = statistics.get("masker")!;
  const traps = hypercalls + coreCalls + BigInt(faults);
  if (traps !== 0n) throw new BenchFailure(`masking interrupts entered the kernel ${traps} times`);
  return figureOf(without(masker.samples("nothing"), masker.samples(name)));
}
