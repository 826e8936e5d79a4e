/** `bulkhead build`: one Multiboot ELF file that boots as it is. */

import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { imageSizes } from "../../report/image-sizes.js";
import { EXIT } from "../exit-status.js";
import { prepare } from "../prepare.js";
import { Progress } from "../progress.js";
import { stdoutColors } from "../terminal.js";
import { command } from "../usage.js";

export const build = command({
  name: "build",
  description: "Builds a system into one ELF file that any Multiboot loader boots",
  args: {
    system: { type: "positional", description: "The system file", required: true },
    output: {
      type: "string",
      alias: "o",
      description: "The file to write (default: build/NAME.elf)",
      valueHint: "FILE",
    },
    json: { type: "boolean", description: "Faults as JSON lines on stdout" },
  },
  examples: ["bulkhead build system.ts -o system.elf", "qemu-system-i386 -kernel system.elf -serial stdio"],
  async run({ system: file, output, json }) {
    const { system, image, kernel, programs } = await prepare(file, new Progress());
    const target = resolve(output ?? join(dirname(file), "build", `${system.name}.elf`));
    writeWhole(target, image.elf);
    if (!json) {
      const parts = system.partitions.map(({ name }, index) => ({ name, elf: programs[index]!.content }));
      const shown = { name: relative(process.cwd(), target), elf: image.elf };
      process.stdout.write(imageSizes(shown, [{ name: "kernel", elf: kernel.content }, ...parts], stdoutColors));
    }
    return EXIT.done;
  },
});

/** A reader sees the old file or the new one, never a part. */
function writeWhole(target: string, content: Uint8Array): void {
  mkdirSync(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}
