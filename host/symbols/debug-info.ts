/** The debug information of an ELF file: source lines, and what was inlined where. Empty where there is none. */
import { SECTION_FLAG_COMPRESSED } from "../elf/format.js";
import type { ElfFile } from "../elf/reader.js";
import type { DebugTexts } from "./attribute-form.js";
import { ByteReader } from "./byte-reader.js";
import { type InlinedRange, readUnits } from "./debug-units.js";
import { type LineRange, readLines } from "./line-table.js";

export interface DebugInfo {
  /** By ascending address. */
  readonly lines: readonly LineRange[];
  readonly inlined: readonly InlinedRange[];
}

/** Never throws: debug information is a help, and what cannot be understood is left out. */
export function readDebugInfo(elf: ElfFile): DebugInfo {
  const content = (name: string): Uint8Array => {
    const section = elf.sections.find((candidate) => candidate.name === name);
    if (section === undefined || (section.flags & SECTION_FLAG_COMPRESSED) !== 0) return new Uint8Array();
    return elf.sectionBytes(section);
  };
  const textIn = (name: string) => {
    const bytes = content(name);
    return (offset: number): string => new ByteReader(bytes, offset).text();
  };
  const texts: DebugTexts = { lineText: textIn(".debug_line_str"), text: textIn(".debug_str") };
  const sections = {
    info: content(".debug_info"),
    abbreviations: content(".debug_abbrev"),
    ranges: content(".debug_ranges"),
  };
  const { folders, inlined } = readUnits(sections, texts);
  return { lines: readLines(content(".debug_line"), folders, texts), inlined };
}
