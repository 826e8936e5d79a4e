/**
 * Makes a system of a theme: a partition a trick, and behind the window of each one of the neighbour's. The sources and
 * the system file lie in the build directory, as a user would have written them.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PartitionDefinition, SystemDefinition } from "../../host/config/define.js";
import { buildDirectory } from "../../host/toolchain/directories.js";
import type { Theme, Trick } from "./trick.js";

export const NEIGHBOUR = "neighbour";
/** Windows that a trick has; it is at its end before the last. */
export const FRAMES = 6;

/** Lines that the neighbour writes, one in each of its first windows (`WINDOWS` in neighbour.c). */
export const NEIGHBOUR_WINDOWS = 20;

/** Writes the theme's files; tells the path of the system file. Targets share the sources, and so what is compiled. */
export async function writeSystem(theme: Theme, target: string): Promise<string> {
  const folder = join(buildDirectory(), "hostile", theme.name.replaceAll(/\W+/g, "-"));
  await mkdir(folder, { recursive: true });
  await Promise.all(theme.tricks.map((trick) => writeFile(join(folder, `${trick.name}.c`), sourceOf(trick))));
  const file = join(folder, `system-${target}.ts`);
  await writeFile(file, `export default ${JSON.stringify(definitionOf(theme), undefined, 2)};\n`);
  return file;
}

function sourceOf({ before = "", body }: Trick): string {
  return `#include <bulkhead/bulkhead.h>\n\n${before}\n\nint main(void) {\n${body}\n  return 0;\n}\n`;
}

function definitionOf({ name, tricks, neighbourHas }: Theme): SystemDefinition {
  const partitions: Record<string, PartitionDefinition> = {
    [NEIGHBOUR]: { sources: [join(import.meta.dirname, "neighbour.c")], memory: "64KiB", ...neighbourHas },
  };
  for (const trick of tricks) {
    partitions[trick.name] = {
      sources: [`${trick.name}.c`],
      memory: "64KiB",
      trace: "4KiB",
      onFault: trick.restarted ? "restart" : "stop",
      ...trick.has,
    };
  }
  const windows = tricks.flatMap((trick) => [
    { partition: trick.name, duration: "2ms" } as const,
    { partition: NEIGHBOUR, duration: "3ms" } as const,
  ]);
  const schedule = { frame: `${5 * tricks.length}ms` as const, windows };
  return { name: `hostile-${name.replaceAll(/\W+/g, "-")}`, partitions, schedule };
}
