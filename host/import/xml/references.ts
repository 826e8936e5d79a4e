/** From a partition's name or identifier, as a file refers to it, to the partition. */
import { MAX_PARTITIONS } from "../../generated/abi.js";
import { XML_CODES } from "./codes.js";
import type { XmlFindings } from "./findings.js";
import type { PartitionEntry, PartitionReference } from "./module.js";
import { identifier } from "./names.js";
import type { Reading } from "./reading.js";
import { suggestion } from "./suggestion.js";
import type { XmlElement } from "./tree.js";

/**
 * The partitions' elements.
 * @throws ConfigError where there are more than a module has: how they belong together is nobody's question then
 */
export function partitionElements(root: XmlElement, reading: Reading): XmlElement[] {
  const elements = reading.children(root, ["Partition"], ["Partitions"]);
  const extra = elements[MAX_PARTITIONS];
  if (!extra) return elements;
  const message = `${elements.length} partitions; a module has at most ${MAX_PARTITIONS}`;
  return reading.findings.stop(XML_CODES.TOO_LARGE, extra.mark, message);
}

const NAMES = ["PartitionName", "PartitionNameRef", "PartitionRef", "Partition"];
const IDENTIFIERS = ["PartitionIdentifier", "PartitionIdentifierRef", "PartitionId", "PartitionIdRef"];

/** undefined where the element names no partition at all. */
export function referenceOf(element: XmlElement, reading: Reading): PartitionReference | undefined {
  const name = reading.text(element, ...NAMES);
  const number = reading.text(element, ...IDENTIFIERS);
  if (!name && !number) return undefined;
  return {
    mark: (name ?? number)!.mark,
    name,
    identifier: number && { ...number, value: identifier(number.value) },
  };
}

export class PartitionIndex {
  private readonly told = new Set<number>();

  constructor(
    readonly partitions: readonly PartitionEntry[],
    private readonly findings: XmlFindings,
  ) {}

  /** The partition's position; undefined, with a fault, where there is none. */
  find(reference: PartitionReference): number | undefined {
    const { name, identifier: number, mark } = reference;
    const byName = name && this.position((partition) => partition.name === name.value);
    const byNumber = number && this.position((partition) => partition.identifier?.value === number.value);
    if (name && number && byName !== undefined && byNumber !== byName) {
      const own = this.partitions[byName]!.identifier;
      // A partition that has no identifier is told by its name.
      if (!own && byNumber === undefined) return byName;
      const other = byNumber === undefined ? "no partition" : `"${this.partitions[byNumber]!.name}"`;
      const message = `the partition "${name.value}" has not the identifier ${number.value}: ${other} has it`;
      const remedy = own ? `it has ${own.value}: correct one of the two` : "correct one of the two";
      this.report(mark.offset, () => this.findings.fault(XML_CODES.DISAGREE, mark, message, remedy));
      return undefined;
    }
    const found = name ? byName : byNumber;
    if (found !== undefined) return found;
    const shown = name ? `"${name.value}"` : `of the identifier ${number?.value}`;
    const names = this.partitions.map((partition) => partition.name);
    this.report(mark.offset, () => {
      const remedy = (): string => suggestion(name?.value, names, "partitions");
      this.findings.fault(XML_CODES.UNKNOWN_PARTITION, mark, `there is no partition ${shown}`, remedy);
    });
    return undefined;
  }

  private position(matches: (partition: PartitionEntry) => boolean): number | undefined {
    const found = this.partitions.findIndex(matches);
    return found < 0 ? undefined : found;
  }

  /** Of each place once, however often it is asked for. */
  private report(offset: number, tell: () => void): void {
    if (this.told.has(offset)) return;
    this.told.add(offset);
    tell();
  }
}
