/**
 * `expected.txt` beside an example: the command that was run, then what came of it, in the order of time.
 *
 *     $ bulkhead run system.ts --frames 3
 *     hello | Hello from C!
 *     faulty ! numeric error in divide (faulty.c:4): stopped
 *
 * The command may connect channels with files beside it, and one with standard output, which comes last.
 *
 * `BULKHEAD_ACCEPT=1` writes what came instead of comparing it.
 */
import { readFile, writeFile } from "node:fs/promises";

export interface Expected {
  readonly frames: number;
  /** Values of `--port`, as they are written. */
  readonly ports: readonly string[];
  readonly lines: readonly string[];
}

export const ACCEPT = process.env.BULKHEAD_ACCEPT === "1";

/**
 * What is compared of a line. Where a program's own code and data lie changes with each change of its libraries: fault
 * addresses in that part are left out.
 */
export const comparable = (line: string): string =>
  line.trimEnd().replace(/ at 0x00[1-9a-f][0-9a-f]+ /, " at 0x00... ");

const COMMAND = /^\$ bulkhead run system\.ts --frames (\d+)((?: --port \S+)*)$/;

export async function readExpected(file: string): Promise<Expected> {
  const [command = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const [, frames, ports = ""] = COMMAND.exec(command) ?? [];
  if (!frames) throw new Error(`${file}: the first line is not "$ bulkhead run system.ts --frames N [--port P...]"`);
  return { frames: Number(frames), ports: ports.split(" --port ").slice(1), lines };
}

export async function writeExpected(file: string, { frames, ports, lines }: Expected): Promise<void> {
  const command = [`$ bulkhead run system.ts --frames ${frames}`, ...ports].join(" --port ");
  await writeFile(file, `${[command, ...lines].join("\n")}\n`);
}
