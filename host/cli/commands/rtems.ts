/** `bulkhead rtems`: makes RTEMS a guest, by a board support package that goes into a tree of its sources. */
import { cpSync, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { PACKAGE_ROOT } from "../../toolchain/directories.js";
import { EXIT } from "../exit-status.js";
import { stdoutColors } from "../terminal.js";
import { command, UsageError } from "../usage.js";

/** What the package owns in a tree: replaced as a whole, so that nothing of an earlier version stays. */
const OWN_FOLDERS = ["bsps/i386/bulkhead", "spec/build/bsps/i386/bulkhead"];

/** The headers of the partition library that the package compiles against, in bulkhead/. */
const HEADERS = ["abi.h", "calls.h", "clock.h", "info.h", "interrupts.h"];

export const rtems = command({
  name: "rtems",
  description: "Adds the board support package i386/bulkhead to a tree of RTEMS's sources, or renews it there",
  args: {
    action: { type: "positional", description: "add", required: true },
    tree: { type: "positional", description: "The folder with RTEMS's sources", required: true },
  },
  examples: ["bulkhead rtems add ../rtems"],
  async run({ action, tree }) {
    if (action !== "add") throw new UsageError(`unknown action "${action}"; there is "add"`);
    const folder = resolve(tree);
    refuseOthers(folder, tree);
    for (const own of OWN_FOLDERS) {
      rmSync(join(folder, own), { recursive: true, force: true });
      cpSync(join(PACKAGE_ROOT, "guests", "rtems", own), join(folder, own), { recursive: true });
    }
    const headers = join(folder, "bsps/i386/bulkhead/include/bulkhead");
    mkdirSync(headers);
    for (const name of HEADERS) {
      cpSync(join(PACKAGE_ROOT, "partition", "c", "include", "bulkhead", name), join(headers, name));
    }
    process.stdout.write(nextSteps(tree));
    return EXIT.done;
  },
});

function refuseOthers(folder: string, shown: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`there is no folder "${shown}"`);
  const has = (path: string): boolean => existsSync(join(folder, path));
  if (!has("cpukit/score/cpu/i386/cpu.c")) throw new UsageError(`"${shown}" is no tree of RTEMS's sources`);
  if (!has("spec/build/bsps/i386/grp.yml")) {
    throw new UsageError(`"${shown}" is an RTEMS that is not built by waf and spec/build: too old`);
  }
}

function nextSteps(tree: string): string {
  const { cyan } = stdoutColors;
  return [
    `Added i386/bulkhead to ${tree}. There, in config.ini:`,
    "",
    ...["[i386/bulkhead]", "RTEMS_PARAVIRT = True"].map((line) => `  ${cyan(line)}`),
    "",
    "and then, with the folder where the tools for i386 are:",
    "",
    ...["./waf configure --rtems-tools=FOLDER", "./waf"].map((line) => `  ${cyan(line)}`),
    "",
  ].join("\n");
}
