/** The command line `bulkhead`: finds the command, shows help, and turns whatever goes wrong into an exit status. */
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage } from "citty";
import { FaultError } from "../config/fault.js";
import { nearest } from "../config/suggest.js";
import { EXIT, type ExitStatus } from "./exit-status.js";
import { tellFaults } from "./tell-faults.js";
import { stdoutColors } from "./terminal.js";
import { type Command, helpText, UsageError } from "./usage.js";

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.js")).run,
  build: async () => (await import("./commands/build.js")).build,
  test: async () => (await import("./commands/test.js")).test,
  check: async () => (await import("./commands/check.js")).check,
  import: async () => (await import("./commands/import.js")).importCommand,
  export: async () => (await import("./commands/export.js")).exportCommand,
  new: async () => (await import("./commands/new.js")).create,
  rtems: async () => (await import("./commands/rtems.js")).rtems,
};

/** Runs the command line; the answer is the process's exit status. */
export async function main(argv: readonly string[]): Promise<ExitStatus> {
  try {
    return await dispatch(argv);
  } catch (error) {
    return report(error, argv);
  }
}

async function dispatch(argv: readonly string[]): Promise<ExitStatus> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h") {
    (name === undefined ? process.stderr : process.stdout).write(`${await overview()}\n`);
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    const guess = nearest(name, Object.keys(COMMANDS));
    throw new UsageError(`unknown command "${name}"${guess ? `; did you mean "${guess}"?` : ""}`);
  }
  const command = await load();
  if (!rest.includes("--help") && !rest.includes("-h")) return command.run(rest);
  process.stdout.write(await helpText(command, program(), stdoutColors));
  return EXIT.done;
}

function report(error: unknown, argv: readonly string[]): ExitStatus {
  if (error instanceof UsageError) {
    const [name] = argv;
    const help = name !== undefined && Object.hasOwn(COMMANDS, name) ? `bulkhead ${name} --help` : "bulkhead --help";
    process.stderr.write(`bulkhead: ${error.message}\nTry ${help}\n`);
    return EXIT.usage;
  }
  if (error instanceof FaultError) return tellFaults(error, argv.includes("--json"));
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`bulkhead: this is a fault of Bulkhead itself\n${text}\n`);
  return EXIT.internal;
}

const program = () =>
  defineCommand({ meta: { name: "bulkhead", description: "A partitioning hypervisor", version: version() } });

async function overview(): Promise<string> {
  const subCommands = Object.fromEntries(
    Object.entries(COMMANDS).map(([name, load]) => [name, async () => (await load()).definition]),
  );
  const text = await renderUsage({ ...program(), subCommands });
  return stdoutColors.isColorSupported ? text : stripVTControlCharacters(text);
}

function version(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
