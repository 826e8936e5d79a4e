/** How to start gdb on a machine that waits for it, with the symbols of kernel and partitions. */
import type { Prepared } from "./prepare.js";

/**
 * All partitions are linked at the same addresses: gdb knows the functions of each, and where two lie at one address
 * it is the window that tells which is meant.
 */
export function debuggerHint({ kernel, programs }: Prepared, port: number): string {
  const commands = [
    "set confirm off",
    `symbol-file ${kernel.file}`,
    ...programs.map(({ file }) => `add-symbol-file ${file}`),
    `target remote 127.0.0.1:${port}`,
  ];
  const options = commands.map((command) => `  -ex ${quoted(command)}`);
  return [
    `The machine waits for a debugger. In another terminal:`,
    "",
    ["gdb -q", ...options].join(" \\\n"),
    "",
    "",
  ].join("\n");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
