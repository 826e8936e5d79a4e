/** The weather station's model with other texts in it, for tests of single constructs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { importAadl } from "../../host/import/aadl/importer.js";
import type { ImportChoice, Imported } from "../../host/import/importer.js";

export const MODELS = join(import.meta.dirname, "aadl");
export const WEATHER = join(MODELS, "weather", "model.aadl");

/** A text of the model, and what stands there instead. */
export type Replaced = readonly [text: string, by: string];

export function importedWith(replaced: readonly Replaced[], choice: ImportChoice = {}): Imported {
  let text = readFileSync(WEATHER, "utf8");
  for (const [from, to] of replaced) {
    expect(text).toContain(from);
    text = text.replace(from, () => to);
  }
  return importAadl([{ path: WEATHER, text }], join(MODELS, "weather", "imported"), choice);
}
