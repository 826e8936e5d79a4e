/** From a system file to an image: load, build what has changed, pack. */
import { type Fault, FaultError } from "../config/fault.js";
import type { System } from "../config/model.js";
import type { ExchangeOptions } from "../image/exchanges.js";
import { type PackedImage, packImage } from "../image/pack.js";
import { buildKernel, type Kernel } from "../toolchain/kernel.js";
import { type BuiltProgram, buildProgram } from "../toolchain/program.js";
import { loadCheckedSystem } from "./linked-programs.js";
import { withPlaces } from "./located-faults.js";
import type { Progress } from "./progress.js";

export interface Prepared {
  readonly system: System;
  readonly kernel: Kernel;
  /** By partition index. */
  readonly programs: readonly BuiltProgram[];
  readonly image: PackedImage;
}

/**
 * Throws a FaultError where the user's input is wrong: the faults of all programs at once. `exchangesOf` tells what channels
 * exchange with the host; it is asked before anything is built, and may throw.
 */
export async function prepare(
  file: string,
  progress: Progress,
  exchangesOf: (system: System) => ExchangeOptions = () => ({}),
): Promise<Prepared> {
  const onProgress = (message: string): void => progress.step(message);
  try {
    const system = await loadCheckedSystem(file, (warning) => progress.warn(warning));
    const exchanges = exchangesOf(system);
    // The kernel takes longest where it is built at all; the programs take turns beside it.
    const building = buildKernel({ board: system.board, onProgress });
    const [kernel, programs] = await allOf([building, buildPrograms(system, progress)]);
    const contents = programs.map(({ content }) => content);
    const image = withPlaces(system, () => packImage(system, kernel.content, contents, exchanges));
    return { system, kernel, programs, image };
  } finally {
    progress.done();
  }
}

async function buildPrograms(system: System, progress: Progress): Promise<BuiltProgram[]> {
  const onProgress = (message: string): void => progress.step(message);
  const onWarning = (warning: Fault): void => progress.warn(warning);
  const programs: BuiltProgram[] = [];
  const faults: Fault[] = [];
  for (const partition of system.partitions) {
    try {
      programs.push(await buildProgram({ partition, board: system.board, onProgress, onWarning }));
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new FaultError(faults);
  return programs;
}

/** Like Promise.all, but waits for all even when one fails: nothing goes on behind the caller's back. */
async function allOf<A, B>(work: readonly [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
