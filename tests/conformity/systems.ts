/** The systems whose programs try the services, and how long each of them needs. */
import { join } from "node:path";

export interface ConformitySystem {
  readonly name: string;
  readonly file: string;
  /** Major frames after which every program has come to its end. */
  readonly frames: number;
  /** The language of its programs, which say the same in other words: see `results.ts`. */
  readonly language: "C" | "TypeScript";
}

/** On both boards: they differ in how windows and traps lead to a native partition's processes. */
const inC = (folder: string, frames: number): ConformitySystem[] =>
  (["system", "plain"] as const).map((file) => ({
    name: file === "system" ? folder : `${folder} on the plain board`,
    file: join(import.meta.dirname, folder, `${file}.ts`),
    frames,
    language: "C",
  }));

export const SYSTEMS: readonly ConformitySystem[] = [
  ...inC("services", 80),
  ...inC("ports", 60),
  ...inC("schedules", 30),
  ...inC("module", 60),
  {
    name: "apex-ts-conformity",
    file: join(import.meta.dirname, "..", "..", "examples", "apex-ts-conformity", "system.ts"),
    frames: 40,
    language: "TypeScript",
  },
];
