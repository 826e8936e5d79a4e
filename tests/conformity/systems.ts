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

const inC = (name: string, frames: number): ConformitySystem => ({
  name,
  file: join(import.meta.dirname, name, "system.ts"),
  frames,
  language: "C",
});

export const SYSTEMS: readonly ConformitySystem[] = [
  inC("services", 80),
  inC("ports", 60),
  inC("schedules", 30),
  inC("module", 60),
];
