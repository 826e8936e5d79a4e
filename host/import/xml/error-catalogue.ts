/** Gathers what a file says of its error identifiers, wherever it does: tables give descriptions and codes by the way. */
import { ERROR_CODES } from "./health-table-words.js";
import type { ErrorEntry } from "./module.js";
import { folded, identifier } from "./names.js";
import type { Reading } from "./reading.js";
import type { Mark } from "./source.js";
import type { XmlElement } from "./tree.js";

const CODES = Object.fromEntries(ERROR_CODES.map((code) => [folded(code), code]));

export class ErrorCatalogue {
  private readonly entries = new Map<string, { mark: Mark; descriptions: Set<string>; codes: Set<string> }>();

  constructor(private readonly reading: Reading) {}

  /** The identifier that the element is about, and what it says of it. */
  note(element: XmlElement): string | undefined {
    const { reading } = this;
    const found = reading.requiredText(element, "ErrorIdentifier", "ErrorIdentifierRef", "ErrorId");
    const code = reading.word(element, CODES, ["ErrorCode"], ERROR_CODES);
    const description = reading.text(element, "Description");
    if (!found) return undefined;
    const number = identifier(found.value);
    const entry = this.entries.get(number) ?? { mark: found.mark, descriptions: new Set(), codes: new Set() };
    this.entries.set(number, entry);
    if (description) entry.descriptions.add(description.value);
    if (code) entry.codes.add(code.value);
    return number;
  }

  get errors(): ErrorEntry[] {
    return [...this.entries].map(([number, { mark, descriptions, codes }]) => ({
      identifier: number,
      mark,
      descriptions: [...descriptions],
      codes: [...codes],
    }));
  }
}
