/** What the interface that a program in C is written to adds to its build: folders and flags, and a library behind it. */
import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import type { Api } from "../config/model.js";
import { PACKAGE_ROOT } from "./directories.js";
import { filesBelow } from "./files.js";

/** Sources that are compiled with the same flags. */
export interface SourceGroup {
  readonly sources: readonly string[];
  /** Before those of every source of a partition. */
  readonly flags: readonly string[];
}

export const LIBRARY = join(PACKAGE_ROOT, "partition", "c");
const POK = join(LIBRARY, "pok");

/** POK's own builds take a call of a function that nothing declares, and its programs make such calls. */
const UNDECLARED = "-Wno-error=implicit-function-declaration";

/** Programs that try what follows an error divide by a constant zero, say, which an optimizing compiler takes out. */
const AS_WRITTEN = "-O0";

/** By interface: the library, then the program's own sources. `include`: the program's folders of headers. */
export const API_SOURCES: Readonly<
  Record<Api, (sources: readonly string[], include: readonly string[]) => Promise<SourceGroup[]>>
> = {
  bulkhead: async (sources, include) => [
    { sources: await ownLibrary(), flags: [] },
    { sources, flags: folders(include) },
  ],
  pok: pokSources,
};

const folders = (include: readonly string[]): string[] => include.map((folder) => `-I${folder}`);

async function ownLibrary(): Promise<string[]> {
  return (await filesBelow(LIBRARY, ".c", ".S")).filter((file) => !file.startsWith(POK + sep));
}

/**
 * POK's headers come first. They say less without the `deployment.h` of the partition, so each source begins with it; and
 * programs for POK leave attributes on their stack unset, whose memory is zero there.
 */
async function pokSources(sources: readonly string[], include: readonly string[]): Promise<SourceGroup[]> {
  const headers = `-I${join(POK, "include")}`;
  const library = await filesBelow(POK, ".c", ".S");
  const program = join(POK, "program.c");
  const deployment = include
    .map((folder) => join(folder, "deployment.h"))
    .filter((file) => existsSync(file))
    .flatMap((file) => ["-include", file]);
  return [
    { sources: await ownLibrary(), flags: [] },
    { sources: library.filter((file) => file !== program), flags: [headers, "-DBULKHEAD_POK_LIBRARY"] },
    { sources: [program], flags: deployment },
    {
      sources,
      flags: [
        ...folders(include),
        headers,
        ...deployment,
        "-DPOK_ARCH_X86",
        "-ftrivial-auto-var-init=zero",
        AS_WRITTEN,
        UNDECLARED,
      ],
    },
  ];
}
