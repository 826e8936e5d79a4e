/** What the command line may say: strict arguments, and the help of each command. */
import { parseArgs as parseNodeArgs, stripVTControlCharacters } from "node:util";
import { type ArgsDef, type CommandDef, defineCommand, parseArgs, renderUsage } from "citty";
import { nearest } from "../config/suggest.js";
import type { Colors } from "../report/palette.js";
import { EXIT_STATUS_HELP, type ExitStatus } from "./exit-status.js";

/** The command line is wrong: shown with a hint at the help, never with a stack trace. */
export class UsageError extends Error {}

/** The positional argument of which there may be several, all of them in `_`. */
const REPEATED: readonly string[] = ["files"];

type Parsed<T extends ArgsDef> = ReturnType<typeof parseArgs<T>>;

/** A command of `bulkhead`: what citty knows of it, and what its help says besides. */
export interface Command {
  readonly definition: CommandDef;
  readonly examples: readonly string[];
  /** Parses and runs; the answer is the process's exit status. */
  run(rawArgs: readonly string[]): Promise<ExitStatus>;
}

interface CommandOptions<T extends ArgsDef> {
  readonly name: string;
  readonly description: string;
  readonly args: T;
  readonly examples: readonly string[];
  /** `every` tells all values of an option that may be given several times; `args` has its last. */
  run(args: Parsed<T>, every: (name: string & keyof T) => readonly string[]): Promise<ExitStatus>;
}

export function command<const T extends ArgsDef>({
  name,
  description,
  args,
  examples,
  run,
}: CommandOptions<T>): Command {
  const definition = defineCommand({ meta: { name, description }, args: args as ArgsDef });
  return {
    definition,
    examples,
    run: async (rawArgs) => run(parseStrictly(rawArgs, args), (name) => everyValue(rawArgs, args, name)),
  };
}

/** The parser keeps of an option its last value alone. */
function everyValue(rawArgs: readonly string[], definitions: ArgsDef, name: string): readonly string[] {
  const takesValue = (key: string): boolean => ["string", "enum"].includes(definitions[key]?.type ?? "");
  const options = Object.keys(definitions).map((key) => {
    return [
      key,
      { type: takesValue(key) ? ("string" as const) : ("boolean" as const), multiple: key === name },
    ] as const;
  });
  const { values } = parseNodeArgs({
    args: [...rawArgs],
    options: Object.fromEntries(options),
    strict: false,
    allowPositionals: true,
  });
  const found = [values[name] ?? []].flat().map(String);
  const empty = found.find((value) => value === "" || value === "true" || value.startsWith("-"));
  if (empty !== undefined) throw new UsageError(`--${name} needs a value`);
  return found;
}

/** Unlike citty's own parser this refuses what it does not know. */
function parseStrictly<const T extends ArgsDef>(rawArgs: readonly string[], definitions: T): Parsed<T> {
  const names = Object.keys(definitions);
  const aliases = names.flatMap((name) =>
    definitions[name] && "alias" in definitions[name] ? [definitions[name].alias ?? []].flat() : [],
  );
  const args = parseKnown(rawArgs, definitions);
  for (const [key, value] of Object.entries(args)) {
    if (key === "_") continue;
    // The parser gives `--two-words` back as `twoWords` too.
    const written = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const definition = definitions[key] ?? definitions[written];
    const dashes = key.length === 1 ? "-" : "--";
    if (!definition && !aliases.includes(key)) {
      const guess = nearest(key, names);
      throw new UsageError(`unknown option ${dashes}${key}${guess ? `; did you mean --${guess}?` : ""}`);
    }
    const takesValue = definition?.type === "string" || definition?.type === "enum";
    if (takesValue && (value === "" || String(value).startsWith("-")))
      throw new UsageError(`--${written} needs a value`);
  }
  const positionals = names.filter((name) => definitions[name]?.type === "positional");
  const extra = args._[positionals.length];
  const takesMore = positionals.some((name) => REPEATED.includes(name));
  if (extra !== undefined && !takesMore) throw new UsageError(`unexpected argument "${extra}"`);
  return args;
}

function parseKnown<T extends ArgsDef>(rawArgs: readonly string[], definitions: T): Parsed<T> {
  try {
    return parseArgs<T>([...rawArgs], definitions);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "CLIError") throw error;
    const message = stripVTControlCharacters(error.message);
    throw new UsageError(message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, ""));
  }
}

export async function helpText(command: Command, program: CommandDef, colors: Colors): Promise<string> {
  const usage = await renderUsage(command.definition, program);
  const title = (text: string): string => colors.underline(colors.bold(text));
  const statuses = EXIT_STATUS_HELP.map(([status, text]) => `  ${String(status).padStart(3)}  ${text}`);
  const text = [
    usage.trimEnd(),
    "",
    title("EXAMPLES"),
    "",
    ...command.examples.map((example) => `  ${colors.cyan(example)}`),
    "",
    title("EXIT STATUS"),
    "",
    ...statuses,
    "",
  ]
    .join("\n")
    .replaceAll(/ +$/gm, "");
  return colors.isColorSupported ? text : stripVTControlCharacters(text);
}
