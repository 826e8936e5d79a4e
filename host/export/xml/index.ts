/**
 * `bulkhead export system.ts --xml`: a system in the vocabulary of ARINC 653 Part 1 since Supplement 3. What a system file
 * says and ARINC 653 XML has no place for is written in a namespace of our own, so that `bulkhead import` makes the same
 * system of it. docs/from-xml.md has the whole correspondence.
 */
import { ConfigError, type Fault } from "../../config/fault.js";
import type { System } from "../../config/model.js";
import { XML_CODES } from "../../import/xml/codes.js";
import { blockNodes, channelNodes } from "./channels.js";
import { DECLARATION, ours } from "./extension-names.js";
import { healthNode } from "./health.js";
import { partitionNodes } from "./partitions.js";
import { scheduleNodes } from "./schedules.js";
import { isWritable, node, type XmlNode, xmlText } from "./xml-text.js";

/**
 * @param directory where the XML file is to be: paths in it are relative to it
 * @throws ConfigError where a name has a character that XML cannot hold
 */
export function exportXml(system: System, directory: string): string {
  const channels = channelNodes(system);
  const attributes = { [ours("board")]: system.board, [ours("kernelInstruction")]: system.kernelInstructionNs };
  const root = node("MODULE", { Name: system.name, ...DECLARATION, ...attributes }, [
    node("Partitions", {}, partitionNodes(system, directory)),
    node("Schedules", {}, scheduleNodes(system)),
    healthNode(system),
    ...(channels.length > 0 ? [node("Channels", {}, channels)] : []),
    ...blockNodes(system),
  ]);
  checkCharacters(root, system.file);
  return xmlText(root);
}

function checkCharacters(root: XmlNode, file: string): void {
  const faults: Fault[] = [];
  const visit = ({ name, attributes, children }: XmlNode): void => {
    for (const value of Object.values(attributes)) {
      if (typeof value !== "string" || isWritable(value)) continue;
      const message = `${JSON.stringify(value)} has a character that XML cannot hold (${name})`;
      faults.push({ code: XML_CODES.CHARACTER, message, file, remedy: "another name, of letters and digits" });
    }
    for (const child of children) visit(child);
  };
  visit(root);
  if (faults.length > 0) throw new ConfigError(faults);
}
