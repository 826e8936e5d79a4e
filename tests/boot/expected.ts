/**
 * `expected.txt` beside an example: the command that was run, then what came of it, in the order of time.
 *
 *     $ bulkhead run system.ts --frames 3
 *     hello | Hello from C!
 *     faulty ! numeric error in divide (faulty.c:4): stopped
 *
 * `BULKHEAD_ACCEPT=1` writes what came instead of comparing it.
 */
import { readFile, writeFile } from "node:fs/promises";

export interface Expected {
  readonly frames: number;
  readonly lines: readonly string[];
}

export const ACCEPT = process.env.BULKHEAD_ACCEPT === "1";

/**
 * What is compared of a line. Where a program's own code and data lie changes with each change of its libraries: fault
 * addresses in that part are left out.
 */
export const comparable = (line: string): string =>
  line.trimEnd().replace(/ at 0x00[1-9a-f][0-9a-f]+ /, " at 0x00... ");

const COMMAND = /^\$ bulkhead run system\.ts --frames (\d+)$/;

export async function readExpected(file: string): Promise<Expected> {
  const [command = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const frames = COMMAND.exec(command)?.[1];
  if (!frames) throw new Error(`${file}: the first line is not "$ bulkhead run system.ts --frames N"`);
  return { frames: Number(frames), lines };
}

export async function writeExpected(file: string, { frames, lines }: Expected): Promise<void> {
  await writeFile(file, `${[`$ bulkhead run system.ts --frames ${frames}`, ...lines].join("\n")}\n`);
}
