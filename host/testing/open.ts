/** Builds a system, boots it, and gives it to the test. Loaded by `boot.ts` alone. */
import { fileURLToPath } from "node:url";
import { prepare } from "../cli/prepare.js";
import { Progress } from "../cli/progress.js";
import { FaultError } from "../config/fault.js";
import { formatFaults } from "../report/fault-report.js";
import { colorsFor } from "../report/palette.js";
import type { BootOptions, TestSystem } from "./api.js";
import { Booted } from "./booted.js";
import { BootedSystem } from "./test-system.js";

/** A test's output is its runner's; only a compiler's warnings are told. */
class Quiet extends Progress {
  override step(): void {}
  override done(): void {}
}

export async function openSystem(file: string | URL, options: BootOptions): Promise<TestSystem> {
  const path = typeof file === "string" && !file.startsWith("file:") ? file : fileURLToPath(file);
  try {
    return new BootedSystem(await Booted.boot(await prepare(path, new Quiet(), () => ({ exchanges: "all" })), options));
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    // A runner shows a message, and not the faults themselves.
    throw new Error(`${path}\n\n${formatFaults(error.faults, colorsFor(false))}`);
  }
}
