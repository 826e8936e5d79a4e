/** Boots the systems of the conformity tests, one after the other, and collects what their programs said. */
import type { Progress } from "../../host/cli/progress.js";
import { finish, type Target } from "../boot/run-on.js";
import type { ProgramConsole } from "./results.js";
import { type ConformitySystem, SYSTEMS } from "./systems.js";

/** Throws where a run does not come to its end, or something of the consoles is lost. */
export async function runSystems(target: Target, progress: Progress): Promise<ProgramConsole[]> {
  const consoles: ProgramConsole[] = [];
  for (const system of SYSTEMS) consoles.push(...(await runSystem(system, target, progress)));
  return consoles;
}

async function runSystem(system: ConformitySystem, target: Target, progress: Progress): Promise<ProgramConsole[]> {
  const { name: systemName, file, frames, language } = system;
  progress.step(`${target}: ${systemName}`);
  const { transcript, prepared } = await finish(target, file, frames, { progress });
  transcript.mustHaveEnded();
  if (transcript.lost > 0) throw new Error(`${systemName}: ${transcript.lost} bytes or records were lost`);
  return prepared.system.partitions.map(({ name }) => ({
    program: `${systemName}/${name}`,
    language,
    lines: transcript.consoleOf(name),
  }));
}
