/** `bulkhead export`: a system in another language. */
import { dirname, relative, resolve } from "node:path";
import { loadSystem } from "../../config/load.js";
import { exportXml } from "../../export/xml/index.js";
import { writeTogether } from "../../import/write-together.js";
import { EXIT } from "../exit-status.js";
import { command, UsageError } from "../usage.js";

export const exportCommand = command({
  name: "export",
  description: "Writes a system in another language",
  args: {
    system: { type: "positional", description: "The system file", required: true },
    xml: { type: "boolean", description: "ARINC 653 XML, in the vocabulary of Supplement 3 and later" },
    output: {
      type: "string",
      alias: "o",
      valueHint: "FILE",
      description: "The file to write (default: stdout, with paths relative to this folder)",
    },
    json: { type: "boolean", description: "Faults as JSON lines on stdout; with -o what was written, as one object" },
  },
  examples: ["bulkhead export system.ts --xml -o module.xml", "bulkhead export system.ts --xml"],
  async run({ system: file, xml = false, output, json = false }) {
    if (!xml) throw new UsageError("say in which language: --xml");
    const system = await loadSystem(file);
    const target = output === undefined ? undefined : resolve(output);
    const text = exportXml(system, target === undefined ? process.cwd() : dirname(target));
    if (target === undefined) {
      process.stdout.write(text);
      return EXIT.done;
    }
    writeTogether([{ path: target, text }]);
    const shown = relative(process.cwd(), target);
    process.stdout.write(json ? `${JSON.stringify({ written: [target] })}\n` : `Wrote ${shown}\n`);
    return EXIT.done;
  },
});
