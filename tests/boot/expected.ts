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

const COMMAND = /^\$ bulkhead run system\.ts --frames (\d+)$/;

export async function readExpected(file: string): Promise<Expected> {
  const [command = "", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const frames = COMMAND.exec(command)?.[1];
  if (!frames) throw new Error(`${file}: the first line is not "$ bulkhead run system.ts --frames N"`);
  return { frames: Number(frames), lines };
}

export async function writeExpected(file: string, { frames, lines }: Expected): Promise<void> {
  const trimmed = lines.map((line) => line.trimEnd());
  await writeFile(file, `${[`$ bulkhead run system.ts --frames ${frames}`, ...trimmed].join("\n")}\n`);
}
