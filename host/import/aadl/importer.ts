/** The importer of AADL: from files to a system file, with the glue of its partitions beside it. */
import { basename } from "node:path";
import { readModel } from "../../aadl/read.js";
import type { Importer } from "../importer.js";
import { importModel } from "./import-model.js";

export const importAadl: Importer = (files, directory, choice = {}) => {
  const model = readModel(files, choice.root);
  const { system, generated, warnings } = importModel(model, directory, choice);
  const heading = [
    `System ${model.root.classifier.name}, from ${files.map(({ path }) => basename(path)).join(", ")} by "bulkhead import".`,
    "What threads do with their ports is in glue/, written from the model too; the other sources are the user's.",
  ];
  return { system, heading, files: generated, warnings };
};
