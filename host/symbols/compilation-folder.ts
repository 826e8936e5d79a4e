/**
 * The folder in which each unit was compiled. Before DWARF 5 a line table leaves it out, and relative paths mean
 * nothing without it; it is in the unit's first entry in .debug_info (DWARF 4, section 3.1.1).
 */
import { type DebugTexts, readForm } from "./attribute-form.js";
import { ByteReader } from "./byte-reader.js";

const ATTRIBUTE_LINE_TABLE = 0x10;
const ATTRIBUTE_FOLDER = 0x1b;

/** The attributes of abbreviation `code`: name and form. */
function abbreviation(reader: ByteReader, code: number): [number, number][] {
  for (let found = reader.uleb(); found !== 0; found = reader.uleb()) {
    reader.uleb(); // tag
    reader.skip(1); // whether it has children
    const attributes: [number, number][] = [];
    for (;;) {
      const name = reader.uleb();
      const form = reader.uleb();
      if (name === 0 && form === 0) break;
      attributes.push([name, form]);
    }
    if (found === code) return attributes;
  }
  throw new RangeError(`no abbreviation ${code}`);
}

/** Folders by the offset of the unit's line table in .debug_line; of units before DWARF 5. */
export function compilationFolders(
  info: Uint8Array,
  abbreviations: Uint8Array,
  texts: DebugTexts,
): Map<number, string> {
  const folders = new Map<number, string>();
  const reader = new ByteReader(info);
  try {
    while (reader.offset < info.length) {
      const unit = reader.part(reader.u32());
      const version = unit.u16();
      if (version < 2 || version > 4) continue;
      const abbreviationOffset = unit.u32();
      unit.skip(1); // size of an address
      let lineTable: number | undefined;
      let folder: string | undefined;
      for (const [name, form] of abbreviation(new ByteReader(abbreviations, abbreviationOffset), unit.uleb())) {
        const value = readForm(unit, form, texts);
        if (name === ATTRIBUTE_LINE_TABLE) lineTable = Number(value);
        if (name === ATTRIBUTE_FOLDER) folder = String(value);
      }
      if (lineTable !== undefined && folder !== undefined) folders.set(lineTable, folder);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return folders;
}
