/** The figures of the benchmark: what each is called, what is aimed at, and what POK has. */
import { readElf } from "../host/elf/reader.js";
import { buildKernel } from "../host/toolchain/kernel.js";
import { BenchFailure } from "./bench-failure.js";
import { measureCalls, measureMasking } from "./measure/calls.js";
import { measureClock } from "./measure/clock.js";
import { measureDevices } from "./measure/devices.js";
import { measureInterrupts } from "./measure/interrupts.js";
import { type ManyFigures, measureMany } from "./measure/many.js";
import { measureProcesses } from "./measure/processes.js";
import { measureSwitches } from "./measure/switches.js";
import { measureWindows } from "./measure/windows.js";
import { type Figure, single } from "./series.js";

export interface FigureDescription {
  readonly key: string;
  readonly title: string;
  readonly unit: "instructions" | "ns" | "ppm" | "bytes";
  /** The figure is to stay below. */
  readonly aim?: number;
  /** Of POK, measured the same way. */
  readonly pok?: number;
}

/** In the order in which they are told; the keys are those of `--json`. */
export const FIGURES = [
  { key: "hypercall_int", title: "empty hypercall, int", unit: "instructions", aim: 60, pok: 230 },
  { key: "hypercall_sysenter", title: "empty hypercall, call page", unit: "instructions", aim: 60, pok: 230 },
  { key: "virq_delivery", title: "interrupt to handler", unit: "instructions", aim: 200 },
  { key: "virq_roundtrip", title: "interrupt, handler and back", unit: "instructions" },
  { key: "mask_unmask", title: "mask and unmask, no trap", unit: "instructions", aim: 8 },
  { key: "irq_disable_enable", title: "disable and enable, RTEMS's", unit: "instructions" },
  { key: "hwirq_to_guest", title: "device's interrupt to handler", unit: "instructions" },
  { key: "hwirq_to_neighbour", title: "the same in a neighbour's window", unit: "instructions" },
  { key: "partition_switch", title: "partition switch", unit: "instructions", aim: 350, pok: 1143 },
  { key: "semaphore_handoff", title: "semaphore, signal to the other", unit: "instructions", aim: 652, pok: 2610 },
  { key: "sampling_write_64", title: "sampling port, write 64 bytes", unit: "instructions", aim: 143, pok: 572 },
  { key: "sampling_read_64", title: "sampling port, read 64 bytes", unit: "instructions", aim: 156, pok: 623 },
  { key: "queuing_send_64", title: "queuing port, send 64 bytes", unit: "instructions", aim: 165, pok: 659 },
  { key: "queuing_receive_64", title: "queuing port, receive 64 bytes", unit: "instructions", aim: 235, pok: 939 },
  { key: "window_jitter_ns", title: "window start, peak to peak", unit: "ns", aim: 1000, pok: 17_100 },
  { key: "boot_ns", title: "boot to the first guest", unit: "ns", aim: 20_000_000, pok: 1_110_000_000 },
  { key: "clock_error_ppm", title: "clock, over ten seconds", unit: "ppm", aim: 20 },
  { key: "kernel_text_bytes", title: "kernel text", unit: "bytes", aim: 40_960, pok: 44_646 },
] as const satisfies readonly FigureDescription[];

/** Besides, for people. */
export const MORE_FIGURES = [
  { key: "core_call_int", title: "empty core call, int", unit: "instructions" },
  { key: "core_call_sysenter", title: "empty core call, call page", unit: "instructions" },
  { key: "partition_switch_from_idle", title: "partition switch from an idle one", unit: "instructions" },
  { key: "window_start_ns", title: "window start behind its edge", unit: "ns" },
] as const satisfies readonly FigureDescription[];

/** Figures by a count: what must not grow with it. */
export const COUNTED_FIGURES = [
  { key: "switch_by_processes", title: "partition switch", of: "processes" },
  { key: "switch_by_partitions", title: "partition switch", of: "partitions" },
] as const satisfies readonly { key: keyof ManyFigures; title: string; of: string }[];

export type FigureKey = (typeof FIGURES)[number]["key"] | (typeof MORE_FIGURES)[number]["key"];
export type Figures = Readonly<Record<FigureKey, Figure>> & ManyFigures;

/** Takes them all; `onProgress` is told before each part. */
export async function measure(onProgress: (message: string) => void): Promise<Figures> {
  const { content: kernel } = await buildKernel({ board: "pc-vmm", onProgress });
  onProgress("measuring calls");
  const calls = await measureCalls(kernel);
  const masking = await measureMasking(kernel);
  onProgress("measuring virtual interrupts");
  const interrupts = await measureInterrupts(kernel);
  onProgress("measuring interrupts of a device");
  const devices = await measureDevices(kernel);
  onProgress("measuring window starts");
  const windows = await measureWindows(kernel);
  onProgress("following partition switches, instruction by instruction");
  const switches = await measureSwitches(kernel);
  onProgress("measuring processes and ports");
  const processes = await measureProcesses(kernel);
  onProgress("following partition switches with many processes and partitions");
  const many = await measureMany(kernel);
  onProgress("measuring boot and clock");
  const clock = await measureClock(kernel);
  return {
    ...calls,
    ...masking,
    ...interrupts,
    ...devices,
    ...windows,
    ...switches,
    ...processes,
    ...many,
    ...clock,
    ...textSize(kernel),
  };
}

function textSize(kernel: Uint8Array): { readonly kernel_text_bytes: Figure } {
  const text = readElf(kernel, "the kernel").sections.find(({ name }) => name === ".text");
  if (text === undefined) throw new BenchFailure("the kernel has no section .text");
  return { kernel_text_bytes: single(text.sizeBytes) };
}
