/** `npm run conformity`: every service of the APEX with each of its return codes, on the booted system. */
import { Progress } from "../../host/cli/progress.js";
import { stderrColors } from "../../host/cli/terminal.js";
import { FaultError } from "../../host/config/fault.js";
import { formatFaults } from "../../host/report/fault-report.js";
import { missing, TARGETS, type Target } from "../boot/run-on.js";
import { accept } from "./accept.js";
import { conformityJson, conformityTable, isConforming } from "./report.js";
import { conformityResults } from "./results.js";
import { runSystems } from "./run.js";

const EXIT = { done: 0, failed: 1, noQemu: 3, usage: 64 } as const;

const HELP = `Tries every service of the APEX with each of its return codes (abi/apex.ts) on the booted system.

USAGE npm run conformity [-- --target v86|qemu] [--json] [--accept]

  --target   the machine; v86 unless said otherwise
  --json     print one JSON object: services, each with its state and the return codes that it was had to return;
             total, implemented, stubs, failed
  --accept   let docs/arinc653-services.md say what passed, after "npm run abi"; not while something fails
  --help     print this

EXAMPLE

  npm run conformity -- --target qemu --json

EXIT STATUS

  ${EXIT.done}   every service is implemented, and all that was tried came out as it should
  ${EXIT.failed}   something did not, or a run failed
  ${EXIT.noQemu}   skipped: QEMU is not installed
  ${EXIT.usage}  the command line is wrong
`;

interface Options {
  target: Target;
  json: boolean;
  accept: boolean;
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  const options = read(args);
  if (typeof options === "string") {
    process.stderr.write(`conformity: ${options}\nTry npm run conformity -- --help\n`);
    return EXIT.usage;
  }
  const why = missing(options.target);
  if (why === undefined) return run(options);
  process.stderr.write(`conformity: skipped: ${why}\n`);
  return EXIT.noQemu;
}

/** The options, or what is wrong with them. */
function read(args: readonly string[]): Options | string {
  const options: Options = { target: "v86", json: false, accept: false };
  const left = args.flatMap((argument) => (argument.startsWith("--target=") ? argument.split("=", 2) : [argument]));
  for (let argument = left.shift(); argument !== undefined; argument = left.shift()) {
    if (argument === "--json") options.json = true;
    else if (argument === "--accept") options.accept = true;
    else if (argument === "--target") {
      const name = left.shift();
      const target = TARGETS.find((known) => known === name);
      if (target === undefined) return `--target needs one of ${TARGETS.join(", ")}`;
      options.target = target;
    } else return `unknown argument "${argument}"`;
  }
  return options;
}

async function run({ target, json, accept: isToBeAccepted }: Options): Promise<number> {
  const progress = new Progress();
  try {
    const results = conformityResults(await runSystems(target, progress));
    progress.done();
    if (json) process.stdout.write(`${JSON.stringify(conformityJson(results, target))}\n`);
    else process.stdout.write(conformityTable(results, target));
    if (!isConforming(results)) return EXIT.failed;
    if (isToBeAccepted) accept(results);
    return EXIT.done;
  } catch (error) {
    progress.done();
    if (error instanceof FaultError) process.stderr.write(formatFaults(error.faults, stderrColors));
    else process.stderr.write(`conformity: ${error instanceof Error ? error.message : error}\n`);
    return EXIT.failed;
  }
}
