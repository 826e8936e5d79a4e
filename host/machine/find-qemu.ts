/** Where QEMU is on this machine. It is never required: whoever needs it says so with `QEMU_MISSING`. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const PROGRAM = process.platform === "win32" ? "qemu-system-i386.exe" : "qemu-system-i386";

export const QEMU_MISSING =
  "QEMU is not installed (no qemu-system-i386 on PATH). Install it (Debian: apt install qemu-system-x86, " +
  "macOS: brew install qemu) or run on the built-in machine, --target v86";

/** The program's path, or null where it is missing. */
export function findQemu(): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    const program = join(folder, PROGRAM);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not here.
    }
  }
  return null;
}
