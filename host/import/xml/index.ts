/** `bulkhead import module.xml`: an ARINC 653 module, in the vocabulary of Supplement 2 or of Supplement 3 and later. */
import { basename, join } from "node:path";
import { checkSystem } from "../../config/check.js";
import { CODES } from "../../config/codes.js";
import { ConfigError } from "../../config/fault.js";
import { SystemSource } from "../../config/locate.js";
import type { Imported, SourceFile } from "../importer.js";
import { checkDuplicates } from "./check-duplicates.js";
import { XML_CODES } from "./codes.js";
import { Extension } from "./extension.js";
import { reportLeftOut, XmlFindings } from "./findings.js";
import { EXTENSION_NAMESPACE } from "./namespace.js";
import { Reading } from "./reading.js";
import { refuseInclusions, type Vocabulary, vocabularyOf } from "./root.js";
import { XmlSource } from "./source.js";
import { starterFile } from "./starter.js";
import { readSupplement2 } from "./supplement-2.js";
import { readSupplement3 } from "./supplement-3.js";
import { type Mapped, mapModule } from "./system.js";
import { parseXml } from "./tree.js";

/** @throws ConfigError with all faults, each with its line */
export function importXml(files: readonly SourceFile[], directory: string): Imported {
  const [file, second] = files.map((each) => new XmlSource(each));
  if (!file) throw new Error("no file to import");
  if (second) {
    const message = "a second module: a system file has one";
    throw new ConfigError([
      { code: XML_CODES.SEVERAL, message, file: second.path, remedy: "import each by itself, with -o" },
    ]);
  }
  const root = parseXml(file);
  const findings = new XmlFindings(file);
  const vocabulary = vocabularyOf(root, findings);
  refuseInclusions(root, findings);
  const { unit, title } = VOCABULARIES[vocabulary];
  const reading = new Reading(findings, unit, EXTENSION_NAMESPACE);
  const extension = new Extension(findings, directory);
  root.isRead = true;
  const read = vocabulary === "supplement-2" ? readSupplement2 : readSupplement3;
  const module = read(root, reading, extension);
  if (module.partitions.length === 0) {
    const message = "the module has no partition";
    findings.fault(XML_CODES.MISSING_ELEMENT, root.mark, message, "add a <Partition>");
  }
  checkDuplicates(module, findings);
  const mapped = mapModule(module, extension, findings);
  checkAsSystem(mapped, directory, findings);
  findings.throwFaults();
  reportLeftOut(reading.leftOut(root), findings);
  const name = basename(file.path);
  const heading = [`Made by bulkhead import from ${name} (${title}).`];
  if (mapped.starters.length > 0) {
    heading.push(
      "It names no program: those in partitions/ create the ports and processes of the description and enter NORMAL.",
      "What they do, and how much memory they need, is yours to write.",
    );
    if (mapped.starters.some(({ hasTable }) => hasTable)) {
      heading.push(
        'A partition with a table of "processes" creates these and no others: what you change or add in its program, change or',
        "add in the table. With worstCase of each process, check proves the deadlines.",
      );
    }
  }
  return {
    system: mapped.system,
    heading,
    files: mapped.starters.map((starter) => starterFile(starter, name)),
    warnings: findings.warnings(),
    ...(mapped.starters.length > 0 && {
      notes: ["The description names no program: those in partitions/ are a beginning, yours to write."],
    }),
  };
}

const VOCABULARIES: Readonly<Record<Vocabulary, { readonly title: string; readonly unit: "s" | "ns" }>> = {
  "supplement-2": { title: "ARINC 653 Part 1, Supplement 2", unit: "s" },
  "supplement-3": { title: "ARINC 653 Part 1, Supplement 3 or later", unit: "ns" },
};

/** What the checks of a system file say, at the places of the XML file. Where a fault is known already, only what is elsewhere. */
function checkAsSystem(mapped: Mapped, directory: string, findings: XmlFindings): void {
  const { system, starters, origins } = mapped;
  if (findings.isFull) return;
  const isKnown = !findings.isFaultless;
  try {
    checkSystem({ ...system }, new SystemSource(join(directory, "system.ts"), ""));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const fault of error.faults) {
      // The starters are not written yet.
      if (fault.code === CODES.NO_SOURCE && starters.some(({ path }) => fault.message.includes(path))) continue;
      if (isKnown && FOLLOWING.has(fault.code)) continue;
      const mark = origins.find(fault.path);
      if (!isKnown || !findings.hasFaultAt(mark)) findings.add(fault, mark);
    }
  }
}

/** Faults that follow from others: of what could not be read, and so is not in the system. */
const FOLLOWING: ReadonlySet<string> = new Set([
  CODES.MISSING_KEY,
  CODES.NO_WINDOW,
  CODES.UNKNOWN_PARTITION,
  CODES.COUNT,
  CODES.DURATION,
  CODES.PERIOD,
]);
