/** Boots the systems of the conformity tests, one after the other, and collects what their programs said. */
import type { Progress } from "../../host/cli/progress.js";
import { finish, type Target } from "../boot/run-on.js";
import type { ProgramConsole } from "./results.js";
import { type ConformitySystem, SYSTEMS } from "./systems.js";

/** A program that ran. */
export interface ProgramRun extends ProgramConsole {
  /** How many windows its partition had. */
  readonly windows: number;
}

/** Throws where a run does not come to its end, or something of the consoles is lost. */
export async function runSystems(target: Target, progress: Progress): Promise<ProgramRun[]> {
  const runs: ProgramRun[] = [];
  for (const system of SYSTEMS) runs.push(...(await runSystem(system, target, progress)));
  return runs;
}

async function runSystem(system: ConformitySystem, target: Target, progress: Progress): Promise<ProgramRun[]> {
  const { name: systemName, file, frames, language } = system;
  progress.step(`${target}: ${systemName}`);
  const { transcript, prepared } = await finish(target, file, frames, { progress });
  transcript.mustHaveEnded();
  if (transcript.lost > 0) throw new Error(`${systemName}: ${transcript.lost} bytes or records were lost`);
  return prepared.system.partitions.map(({ name }) => ({
    program: `${systemName}/${name}`,
    language,
    lines: transcript.consoleOf(name),
    windows: transcript.countsOf(name).windows,
  }));
}
