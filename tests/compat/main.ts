/** `npm run compat`: how foreign programs and models fare: each imported, built, run, and compared with what it should print. */
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import Table from "cli-table3";
import { Progress } from "../../host/cli/progress.js";
import { type Attempt, attempt, type Limits } from "./attempt.js";
import { findForeign } from "./find.js";

const VARIABLE = "BULKHEAD_COMPAT";
const EXIT = { done: 0, differ: 1, usage: 64 } as const;
const LIMITS: Limits = { virtualTime: "60s", wallMs: 120_000 };

const HELP = `Imports, builds and runs each foreign program and model below a folder: POK's descriptions (YAML), ARINC 653 modules
(XML), AADL models. Where an expected.txt lies beside one, the lines of each partition are compared with it.

USAGE ${VARIABLE}=FOLDER npm run compat [-- --json] [--only TEXT] [--for TIME]

  --json   print one JSON object: for each, imported, built, ran, why not, and the lines that differ
  --only   those alone whose name has TEXT in it
  --for    virtual time that each runs at most; ${LIMITS.virtualTime} unless said otherwise
  --help   print this

EXAMPLE

  ${VARIABLE}=../pok npm run compat -- --json

EXIT STATUS

  ${EXIT.done}   all that was imported built, ran and printed what it should
  ${EXIT.differ}   something did not
  ${EXIT.usage}  the command line is wrong, or no folder is named
`;

interface Options {
  json: boolean;
  only: string;
  limits: Limits;
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return EXIT.done;
  }
  const options = read(args);
  const folder = process.env[VARIABLE];
  const isFolder = folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  const wrong = typeof options === "string" ? options : isFolder ? undefined : `${VARIABLE} names no folder`;
  if (typeof options === "string" || wrong !== undefined) {
    process.stderr.write(`compat: ${wrong}\nTry npm run compat -- --help\n`);
    return EXIT.usage;
  }
  const found = findForeign(folder!).filter(({ name }) => name.includes(options.only));
  const results = await attemptAll(found, options.limits);
  process.stdout.write(options.json ? `${JSON.stringify(report(results), null, 2)}\n` : table(results));
  return results.every(isGood) ? EXIT.done : EXIT.differ;
}

function read(args: readonly string[]): Options | string {
  const options: Options = { json: false, only: "", limits: LIMITS };
  const left = [...args];
  for (let argument = left.shift(); argument !== undefined; argument = left.shift()) {
    if (argument === "--json") options.json = true;
    else if (argument === "--only" || argument === "--for") {
      const value = left.shift();
      if (value === undefined) return `${argument} needs a value`;
      if (argument === "--only") options.only = value;
      else options.limits = { ...options.limits, virtualTime: value };
    } else return `unknown argument "${argument}"`;
  }
  return options;
}

/** As many at once as there are processors, told in their order. */
async function attemptAll(found: ReturnType<typeof findForeign>, limits: Limits): Promise<Attempt[]> {
  const progress = new Progress();
  const results: Attempt[] = [];
  const queue = [...found.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, foreign] = next;
      progress.step(`${found.length - queue.length} of ${found.length}: ${foreign.name}`);
      results[index] = await attempt(foreign, limits);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  progress.done();
  return results;
}

/** What is not imported is refused by name, and no fault of what comes after. */
const isGood = ({ imported, ran, differing }: Attempt): boolean => !imported || (ran && (differing ?? []).length === 0);

function report(results: readonly Attempt[]): object {
  const count = (is: (result: Attempt) => boolean): number => results.filter(is).length;
  return {
    total: results.length,
    imported: count(({ imported }) => imported),
    built: count(({ built }) => built),
    ran: count(({ ran }) => ran),
    compared: count(({ differing }) => differing !== null),
    same: count(({ differing }) => differing?.length === 0),
    results,
  };
}

function table(results: readonly Attempt[]): string {
  const table = new Table({
    head: ["program", "kind", "imported", "built", "ran", "lines", "differ", "why not"],
    style: { head: [], border: [], compact: true },
    colWidths: [null, null, null, null, null, null, null, 60],
    wordWrap: true,
  });
  const word = (is: boolean): string => (is ? "yes" : "no");
  for (const { name, kind, imported, built, ran, lines, differing, why } of results) {
    const printed = Object.values(lines).reduce((sum, own) => sum + own, 0);
    const differ = differing === null ? "" : String(differing.length);
    table.push([name, kind, word(imported), word(built), word(ran), printed, differ, why ?? ""]);
  }
  return `${table.toString()}\n`;
}
