/** The folders and files that the header of a DWARF line table lists (DWARF 5, section 6.2.4; before that 6.2.4 of DWARF 4). */
import { type DebugTexts, readForm } from "./attribute-form.js";
import type { ByteReader } from "./byte-reader.js";

const CONTENT_PATH = 1;
const CONTENT_FOLDER = 2;

interface Entry {
  readonly path: string;
  readonly folder: number;
}

/** A table of DWARF 5: it describes its own columns. */
function readEntries(reader: ByteReader, texts: DebugTexts): Entry[] {
  const columns = Array.from({ length: reader.u8() }, () => ({ content: reader.uleb(), form: reader.uleb() }));
  const count = reader.uleb();
  if (columns.length === 0 || count > reader.bytes.length) throw new RangeError("no such table");
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    let path = "";
    let folder = 0;
    for (const { content, form } of columns) {
      const value = readForm(reader, form, texts);
      if (content === CONTENT_PATH) path = String(value);
      else if (content === CONTENT_FOLDER) folder = Number(value);
    }
    entries.push({ path, folder });
  }
  return entries;
}

const isAbsolute = (path: string): boolean => path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
const join = (folder: string | undefined, path: string): string =>
  folder === undefined || folder === "" || isAbsolute(path) ? path : `${folder}/${path}`;

/**
 * Paths by file number, as the line program counts: from 0 in DWARF 5, from 1 before.
 * @param compilationFolder where relative paths start, for versions before 5; they know no folder of their own
 */
export function readFiles(
  reader: ByteReader,
  version: number,
  texts: DebugTexts,
  compilationFolder: string,
): (string | undefined)[] {
  if (version >= 5) {
    const folders = readEntries(reader, texts).map(({ path }) => path);
    return readEntries(reader, texts).map(({ path, folder }) => join(join(folders[0], folders[folder] ?? ""), path));
  }
  const folders = [compilationFolder];
  for (let folder = reader.text(); folder !== ""; folder = reader.text()) folders.push(join(compilationFolder, folder));
  const files: (string | undefined)[] = [undefined];
  for (let path = reader.text(); path !== ""; path = reader.text()) {
    const folder = folders[reader.uleb()];
    reader.uleb(); // time of the last change
    reader.uleb(); // size
    files.push(join(folder, path));
  }
  return files;
}
