/** From a system file to an image: load, build what has changed, pack. */
import { loadSystem } from "../config/load.js";
import type { System } from "../config/model.js";
import { type PackedImage, packImage } from "../image/pack.js";
import { buildKernel, type Kernel } from "../toolchain/kernel.js";
import { type BuiltProgram, buildProgram } from "../toolchain/program.js";
import type { Progress } from "./progress.js";

export interface Prepared {
  readonly system: System;
  readonly kernel: Kernel;
  /** By partition index. */
  readonly programs: readonly BuiltProgram[];
  readonly image: PackedImage;
}

/** Throws a FaultError where the user's input is wrong. */
export async function prepare(file: string, progress: Progress): Promise<Prepared> {
  const onProgress = (message: string): void => progress.step(message);
  try {
    const system = await loadSystem(file);
    const kernel = await buildKernel({ board: system.board, onProgress });
    const programs: BuiltProgram[] = [];
    for (const partition of system.partitions) programs.push(await buildProgram({ partition, onProgress }));
    const contents = programs.map(({ content }) => content);
    return { system, kernel, programs, image: packImage(system, kernel.content, contents) };
  } finally {
    progress.done();
  }
}
