/** Faults of the user's input: as text on stderr, or with `--json` a line each on stdout. */
import { ConfigError, type FaultError } from "../config/fault.js";
import { faultJson, formatFaults } from "../report/fault-report.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { stderrColors } from "./terminal.js";

export function tellFaults(error: FaultError, json: boolean): ExitStatus {
  if (json) for (const fault of error.faults) process.stdout.write(`${faultJson(fault)}\n`);
  else process.stderr.write(formatFaults(error.faults, stderrColors));
  return error instanceof ConfigError ? EXIT.badConfiguration : EXIT.buildError;
}
