/** `bulkhead import`: a system file from a description in another language. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { CODES } from "../../config/codes.js";
import { ConfigError, type Fault } from "../../config/fault.js";
import type { Importer, SourceFile } from "../../import/importer.js";
import { systemText } from "../../import/system-text.js";
import { writeTogether } from "../../import/write-together.js";
import { formatWarnings } from "../../report/fault-report.js";
import { EXIT } from "../exit-status.js";
import { stderrColors } from "../terminal.js";
import { command, UsageError } from "../usage.js";

/** By the ending of the files' names. */
const IMPORTERS: Readonly<Record<string, { what: string; load: () => Promise<Importer> }>> = {
  ".xml": { what: "module.xml", load: async () => (await import("../../import/xml/index.js")).importXml },
  ".aadl": {
    what: "model.aadl threads.aadl -o system --root node.impl",
    load: async () => (await import("../../import/aadl/importer.js")).importAadl,
  },
  ".yaml": { what: "config.yaml", load: async () => (await import("../../import/pok/importer.js")).importPok },
};

export const importCommand = command({
  name: "import",
  description: "Makes a system file from a description in another language",
  args: {
    files: { type: "positional", description: "The description's files, of one language", required: true },
    output: {
      type: "string",
      alias: "o",
      valueHint: "DIR",
      description: "Where to write (default: beside the first file)",
    },
    root: { type: "string", valueHint: "NAME", description: "Of an AADL model: the system implementation to read" },
    processor: { type: "string", valueHint: "NAME", description: "Of an AADL model: the processor to read" },
    force: { type: "boolean", description: "Replace files that are there" },
    json: { type: "boolean", description: "One JSON object on stdout: what was written, and the warnings" },
  },
  examples: Object.values(IMPORTERS).map(({ what }) => `bulkhead import ${what}`),
  async run({ _: names, output, root, processor, force = false, json = false }) {
    const endings = [...new Set(names.map(endingOf))];
    const importer = endings.length === 1 ? IMPORTERS[endings[0]!] : undefined;
    if (!importer) {
      const known = Object.keys(IMPORTERS).join(", ");
      throw new UsageError(`what is to be read is told by the files' ending, the same for all: ${known}`);
    }
    const read = await importer.load();
    const files = names.map((name) => readSource(resolve(name)));
    const directory = resolve(output ?? dirname(names[0]!));
    const imported = read(files, directory, { root, processor });
    const { system, heading, files: generated, notes = [] } = imported;
    const warnings = imported.warnings.map((warning): Fault => ({ ...warning, severity: "warning" }));
    const written = [{ path: "system.ts", text: systemText(system, heading) }, ...generated];
    const paths = written.map(({ path }) => join(directory, path));
    const occupied = force ? undefined : paths.find((path) => existsSync(path));
    if (occupied !== undefined) {
      throw new UsageError(
        `${relative(process.cwd(), occupied)} is there already: --force replaces it, -o writes elsewhere`,
      );
    }
    writeTogether(written.map(({ text }, i) => ({ path: paths[i]!, text })));
    if (json) {
      process.stdout.write(`${JSON.stringify({ written: paths, warnings, notes })}\n`);
      return EXIT.done;
    }
    if (warnings.length > 0) process.stderr.write(formatWarnings(warnings, stderrColors));
    const shown = relative(process.cwd(), join(directory, "system.ts"));
    const others =
      generated.length === 0 ? "" : ` and ${generated.length} file${generated.length === 1 ? "" : "s"} beside it`;
    for (const note of notes) process.stdout.write(`${note}\n`);
    process.stdout.write(`Wrote ${shown}${others}. Now: npx bulkhead run ${shown}\n`);
    return EXIT.done;
  },
});

/** As `IMPORTERS` has it. */
const endingOf = (name: string): string =>
  extname(name)
    .toLowerCase()
    .replace(/^\.yml$/, ".yaml");

function readSource(path: string): SourceFile {
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const message = isMissing ? "there is no such file" : `the file cannot be read: ${(error as Error).message}`;
    throw new ConfigError([{ code: CODES.NO_FILE, message, file: path }]);
  }
}
