/** The importer of AADL: from files to a system file, with the glue of its partitions beside it. */
import { basename } from "node:path";
import { readModel } from "../../aadl/read.js";
import { codeFrame } from "../../config/code-frame.js";
import { ConfigError, type Fault } from "../../config/fault.js";
import type { Importer, SourceFile } from "../importer.js";
import { importModel } from "./import-model.js";

export const importAadl: Importer = (files, directory, choice = {}) => {
  const model = readModel(files, choice.root);
  const { system, generated, warnings } = withFrames(files, () => importModel(model, directory, choice));
  const heading = [
    `System ${model.root.classifier.name}, from ${files.map(({ path }) => basename(path)).join(", ")} by "bulkhead import".`,
    "What threads do with their ports is in glue/, written from the model too; the other sources are the user's.",
  ];
  return { system, heading, files: generated, warnings };
};

/** Shows the lines of the model at fault. */
function withFrames<T>(files: readonly SourceFile[], action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(error.faults.map((fault) => framed(fault, files)));
  }
}

function framed(fault: Fault, files: readonly SourceFile[]): Fault {
  const source = files.find(({ path }) => path === fault.file);
  if (!source || fault.line === undefined) return fault;
  return { ...fault, frame: codeFrame(source.text, fault.line, fault.column ?? 1) };
}
