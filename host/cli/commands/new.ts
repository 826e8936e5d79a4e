/** `bulkhead new`: a project of one's own, from a folder of `templates`. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { PACKAGE_ROOT } from "../../toolchain/directories.js";
import { dependencySpec } from "../dependency-spec.js";
import { EXIT } from "../exit-status.js";
import { stdoutColors } from "../terminal.js";
import { command, UsageError } from "../usage.js";

/** Folder under `templates`, and what it makes. */
const TEMPLATES = {
  project: "a partition in C and one in TypeScript",
  rtems: "an RTEMS program beside a partition in C",
} as const;

export const create = command({
  name: "new",
  description: "Makes a project: a system file and its partitions",
  args: {
    dir: { type: "positional", description: "The folder, new or empty", required: true },
    template: {
      type: "enum",
      options: Object.keys(TEMPLATES),
      default: "project",
      description: Object.entries(TEMPLATES)
        .map(([name, what]) => `${name}: ${what}`)
        .join("; "),
    },
  },
  examples: ["bulkhead new my-system", "bulkhead new my-system --template rtems"],
  async run({ dir, template }) {
    const folder = resolve(dir);
    refuseOccupied(folder, dir);
    mkdirSync(folder, { recursive: true });
    cpSync(join(PACKAGE_ROOT, "templates", template), folder, { recursive: true });
    // npm leaves a file called .gitignore out of a package.
    renameSync(join(folder, "gitignore"), join(folder, ".gitignore"));
    const name = packageName(basename(folder));
    for (const file of ["README.md", "system.ts"]) replaceName(join(folder, file), name);
    writeFileSync(join(folder, "package.json"), manifest(name, folder));
    process.stdout.write(nextSteps(folder, template === "rtems"));
    return EXIT.done;
  },
});

function refuseOccupied(folder: string, shown: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UsageError(`"${shown}" is there and is no folder`);
  if (readdirSync(folder).length > 0) throw new UsageError(`the folder "${shown}" is not empty`);
}

/** A name that npm and a system take: of "My System!" `my-system`. */
function packageName(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replaceAll(/^[^a-z0-9]+|-+$/g, "");
  return name.slice(0, 31) || "my-system";
}

function replaceName(file: string, name: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replaceAll("my-system", name));
}

function manifest(name: string, folder: string): string {
  const { version, devDependencies } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as {
    readonly version: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const content = {
    name,
    version: "0.0.0",
    private: true,
    type: "module",
    scripts: {
      start: "bulkhead run system.ts",
      test: "bulkhead test",
      build: "bulkhead build system.ts -o build/system.elf",
      check: "bulkhead check system.ts",
    },
    dependencies: { bulkhead: dependencySpec(PACKAGE_ROOT, version, folder) },
    // That its tests are written for, and Bulkhead's own as well.
    devDependencies: { vitest: devDependencies.vitest },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Without a program of its own a project needs that first: its README says how. */
function nextSteps(folder: string, needsProgram: boolean): string {
  const shown = relative(process.cwd(), folder) || ".";
  const enter = shown === "." ? [] : [`cd ${shown}`];
  const install = findsBulkhead(folder) ? [] : ["npm install"];
  const program = needsProgram ? ["cp .../hello.exe ."] : [];
  const steps = [...enter, ...install, ...program, "npx bulkhead run system.ts"];
  return [`Made ${shown}. Now:`, "", ...steps.map((step) => `  ${stdoutColors.cyan(step)}`), ""].join("\n");
}

/** Whether a system file in that folder can import Bulkhead as things are. */
function findsBulkhead(folder: string): boolean {
  try {
    createRequire(join(folder, "system.ts")).resolve("bulkhead/package.json");
    return true;
  } catch {
    return false;
  }
}
