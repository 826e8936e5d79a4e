/** The files of a partition's glue, in a folder of its own. */
import type { GeneratedFile } from "../../importer.js";
import type { GluePlan } from "../plan.js";
import { deploymentText } from "./deployment.js";
import { gtypesHeader } from "./gtypes.js";
import { mainSource, partitionHeader } from "./main.js";
import { threadsSource } from "./threads.js";

export interface Glue {
  /** Where its headers are. */
  readonly folder: string;
  /** Those that are compiled. */
  readonly sources: readonly string[];
  readonly files: readonly GeneratedFile[];
}

export function glueFiles(plan: GluePlan): Glue {
  const folder = `glue/${plan.partition}`;
  const at = (name: string, text: string): GeneratedFile => ({ path: `${folder}/${name}`, text });
  const sources = [at("main.c", mainSource(plan)), at("threads.c", threadsSource(plan))];
  const headers = [
    at("gtypes.h", gtypesHeader(plan)),
    at("partition.h", partitionHeader(plan)),
    at("deployment.h", deploymentText(plan)),
  ];
  return { folder, sources: sources.map(({ path }) => path), files: [...sources, ...headers] };
}
