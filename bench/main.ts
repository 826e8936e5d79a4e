/** `npm run bench`: counts instructions under QEMU, where every run gives the same numbers. */
import { stderrColors } from "../host/cli/terminal.js";
import { FaultError } from "../host/config/fault.js";
import { findQemu, QEMU_MISSING } from "../host/machine/index.js";
import { formatFaults } from "../host/report/fault-report.js";
import { BenchFailure } from "./bench-failure.js";
import { measure } from "./figures.js";
import { figuresJson, figuresTable, ratiosJson, ratiosTable } from "./report.js";
import { RTEMS_TREE_VARIABLE } from "./rtems/programs.js";
import { measureRtems } from "./rtems/ratios.js";

const EXIT = { done: 0, failed: 1, noQemu: 3, usage: 64 } as const;

const HELP = `Counts what the kernel's paths cost, under QEMU with one instruction to the nanosecond.

USAGE npm run bench [-- --json]

  --json   print one JSON object: a median under each name, the greatest sample under the name with _max
  --help   print this

ENVIRONMENT

  ${RTEMS_TREE_VARIABLE}   an RTEMS tree with the timing tests built for i386/pc686 and i386/bulkhead: what its
                        operations cost as a guest, against the bare machine, is measured too

EXAMPLE

  npm run bench -- --json

EXIT STATUS

  ${EXIT.done}   the figures are printed, whether they reach their aims or not
  ${EXIT.failed}   a run failed
  ${EXIT.noQemu}   skipped: QEMU is not installed
  ${EXIT.usage}  the command line is wrong
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  const unknown = args.find((argument) => argument !== "--json");
  if (unknown !== undefined) {
    process.stderr.write(`bench: unknown argument "${unknown}"\nTry npm run bench -- --help\n`);
    return EXIT.usage;
  }
  if (findQemu() === null) {
    process.stderr.write(`bench: skipped: ${QEMU_MISSING}\n`);
    return EXIT.noQemu;
  }
  return run(args.includes("--json"));
}

async function run(json: boolean): Promise<number> {
  try {
    const onProgress = (message: string) => void process.stderr.write(`${message}\n`);
    const figures = await measure(onProgress);
    const tree = process.env[RTEMS_TREE_VARIABLE];
    const rtems = tree ? await measureRtems(tree, onProgress) : undefined;
    if (json) process.stdout.write(`${JSON.stringify({ ...figuresJson(figures), ...(rtems && ratiosJson(rtems)) })}\n`);
    else process.stdout.write(figuresTable(figures) + (rtems ? ratiosTable(rtems) : ""));
    return EXIT.done;
  } catch (error) {
    if (error instanceof FaultError) process.stderr.write(formatFaults(error.faults, stderrColors));
    else if (error instanceof BenchFailure) process.stderr.write(`bench: ${error.message}\n`);
    else throw error;
    return EXIT.failed;
  }
}
