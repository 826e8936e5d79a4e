/** Boots a system of the benchmark on QEMU, where the time-stamp counter counts instructions, and lets its results be read. */
import { join } from "node:path";
import { loadSystem } from "../host/config/load.js";
import type { System } from "../host/config/model.js";
import { readElf } from "../host/elf/reader.js";
import type { HostBlock } from "../host/generated/abi.js";
import { withBootOptions } from "../host/image/boot-options.js";
import type { ImageLayout } from "../host/image/layout.js";
import { packImage } from "../host/image/pack.js";
import { openMachine, type RunResult } from "../host/machine/index.js";
import { type NamedStatistics, readHostBlock, readStatistics } from "../host/observe/statistics.js";
import { type BuiltProgram, buildProgram } from "../host/toolchain/program.js";
import { BenchFailure } from "./bench-failure.js";
import { GuestMemory } from "./guest-memory.js";

/** Far beyond what any of these runs takes. */
const TIMEOUT_MS = 120_000;

export interface BenchRun {
  readonly layout: ImageLayout;
  readonly hostBlock: HostBlock;
  /** By the partition's name. */
  readonly guests: ReadonlyMap<string, GuestMemory>;
  readonly statistics: ReadonlyMap<string, NamedStatistics>;
}

export interface BenchRequest {
  /** The kernel's ELF file: one for all runs, whatever happens to its sources meanwhile. */
  readonly kernel: Uint8Array;
  /** A folder under `bench/systems`, or a system that one of them makes. */
  readonly system: string | Made;
  /** Major frames to run. */
  readonly frames: number;
  /** Called with the port of a debugger that the machine waits for. */
  readonly onDebugger?: (port: number) => void;
}

/** A system that no file holds as it is. */
export interface Made {
  readonly name: string;
  readonly system: System;
}

/** Builds what has changed, runs the system to its end and reads what is left in memory. */
export async function runBench({ kernel, system: asked, frames, onDebugger }: BenchRequest): Promise<BenchRun> {
  const { name, system } =
    typeof asked === "string"
      ? { name: asked, system: await loadSystem(join(import.meta.dirname, "systems", asked, "system.ts")) }
      : asked;
  const programs: BuiltProgram[] = [];
  for (const partition of system.partitions) programs.push(await buildProgram({ partition }));
  const { elf, layout } = packImage(
    system,
    kernel,
    programs.map(({ content }) => content),
  );
  const machine = openMachine("qemu");
  const { exitPort, overrunToleranceNs } = machine;
  const result = await machine.run({
    image: withBootOptions(elf, { frameLimit: frames, timeLimitNs: 0, exitPort, overrunToleranceNs }),
    memoryBytes: layout.memoryEndPhys,
    hostBlockPhys: layout.hostBlockPhys,
    timeoutMs: TIMEOUT_MS,
    ...(onDebugger && { onDebugger }),
  });
  requireEnd(result, name);
  const guests = layout.partitions.map((partition, index) => {
    const program = readElf(programs[index]!.content, programs[index]!.file);
    return [partition.name, new GuestMemory(result.memory, partition, program)] as const;
  });
  const statistics = readStatistics(result.memory, layout).map((of) => [of.name, of] as const);
  return {
    layout,
    hostBlock: readHostBlock(result.memory, layout),
    guests: new Map(guests),
    statistics: new Map(statistics),
  };
}

function requireEnd({ reason, detail }: RunResult, name: string): void {
  if (reason === "ended") return;
  throw new BenchFailure(`${name}: the run ended by ${reason}${detail === undefined ? "" : `: ${detail}`}`);
}
