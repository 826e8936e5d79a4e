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

const NAME_MAX = 31;
const NATIVE_NEIGHBOUR = { vcpus: 0, processes: 2, processStack: "4KiB" } as const;
/** All that a native partition can have. */
const NATIVE = { vcpus: 0, memory: "128KiB", processes: 128, processStack: "4KiB", console: "4KiB" } as const;

/** Writes the theme's files; tells the path of the system file. Targets share the sources, and so what is compiled. */
export async function writeSystem(theme: Theme, target: string): Promise<string> {
  const folder = join(buildDirectory(), "hostile", theme.name.replaceAll(/\W+/g, "-"));
  await mkdir(folder, { recursive: true });
  await Promise.all(theme.tricks.map((trick) => writeFile(join(folder, `${trick.name}.c`), sourceOf(trick, theme))));
  const file = join(folder, `system-${target}.ts`);
  await writeFile(file, `export default ${JSON.stringify(definitionOf(theme), undefined, 2)};\n`);
  return file;
}

function sourceOf({ before = "", body }: Trick, { native }: Theme): string {
  const header = native ? `"${join(import.meta.dirname, "native-trick.h")}"` : "<bulkhead/bulkhead.h>";
  return `#include ${header}\n\n${before}\n\nint main(void) {\n${body}\n  return 0;\n}\n`;
}

function definitionOf({ name, tricks, neighbourHas, native, channels = {} }: Theme): SystemDefinition {
  const neighbour = join(import.meta.dirname, native ? "native-neighbour.c" : "neighbour.c");
  const partitions: Record<string, PartitionDefinition> = {
    [NEIGHBOUR]: { sources: [neighbour], memory: "64KiB", ...(native ? NATIVE_NEIGHBOUR : {}), ...neighbourHas },
  };
  for (const trick of tricks) {
    partitions[trick.name] = {
      sources: [`${trick.name}.c`],
      memory: "64KiB",
      trace: "4KiB",
      ...(native ? NATIVE : {}),
      onFault: trick.restarted ? "restart" : "stop",
      ...trick.has,
    };
  }
  const windows = tricks.flatMap((trick) => [
    { partition: trick.name, duration: "2ms" } as const,
    { partition: NEIGHBOUR, duration: "3ms" } as const,
  ]);
  const schedule = { frame: `${5 * tricks.length}ms` as const, windows };
  const board = native ?? "pc-vmm";
  return { name: `hostile-${name.replaceAll(/\W+/g, "-")}`.slice(0, NAME_MAX), board, partitions, channels, schedule };
}
