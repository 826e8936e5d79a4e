/** For tests: models from texts, and what is wrong with them in a line each. */
import { FaultError } from "../config/fault.js";
import type { SourceFile } from "../import/importer.js";
import type { Model } from "./instance.js";
import { readModel } from "./read.js";

/** The n-th text is `/model/n.aadl`, from 1. */
export const filesOf = (...texts: readonly string[]): SourceFile[] =>
  texts.map((text, i) => ({ path: `/model/${i + 1}.aadl`, text }));

export const modelOf = (...texts: readonly string[]): Model => readModel(filesOf(...texts));

/** `code file:line:column message [remedy]` of each fault, a line each; "" if the model is right. */
export function faultsIn(files: readonly SourceFile[], root?: string): string {
  try {
    readModel(files, root);
    return "";
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return error.faults
      .map(
        ({ code, file, line, column, message, remedy }) =>
          `${code} ${file?.replace("/model/", "")}:${line}:${column} ${message}${remedy ? ` [${remedy}]` : ""}`,
      )
      .join("\n");
  }
}

/** Of the declarations of a package `p`, the first of them in line 1. */
export const faultsOf = (declarations: string): string => faultsIn(filesOf(packageOf(declarations)));

/** `file:line message [remedy]` of each warning, a line each. */
export const warningsOf = (...texts: readonly string[]): string =>
  modelOf(...texts)
    .warnings.map(
      ({ message, place, remedy }) =>
        `${place.file.replace("/model/", "")}:${place.line} ${message}${remedy ? ` [${remedy}]` : ""}`,
    )
    .join("\n");

/** With a system implementation `s.i` behind them if there is none. */
export const packageOf = (declarations: string, imports = ""): string =>
  `package p public ${imports} ${declarations}\n${declarations.includes("system implementation") ? "" : "system s end s; system implementation s.i end s.i;"} end p;`;
