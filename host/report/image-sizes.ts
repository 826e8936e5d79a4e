/** What a build takes: of each program, what is loaded read-only and what is writable. */
import { FLAG_WRITE, SEGMENT_LOAD } from "../elf/format.js";
import { readElf } from "../elf/reader.js";
import type { Colors } from "./palette.js";

export interface SizedFile {
  readonly name: string;
  readonly elf: Uint8Array;
}

/** @example `kernel   37.9 KiB code and constants    12.0 KiB data` */
export function imageSizes(image: SizedFile, parts: readonly SizedFile[], colors: Colors): string {
  const width = Math.max(...[image, ...parts].map(({ name }) => name.length));
  const lines = parts.map(({ name, elf }) => {
    const { readOnlyBytes, writableBytes } = loadedBytes(elf, name);
    return `${name.padEnd(width)} ${kibibytes(readOnlyBytes)} code and constants ${kibibytes(writableBytes)} data`;
  });
  return [...lines, `${colors.bold(image.name.padEnd(width))} ${kibibytes(image.elf.length)}`, ""].join("\n");
}

function loadedBytes(content: Uint8Array, name: string): { readOnlyBytes: number; writableBytes: number } {
  let [readOnlyBytes, writableBytes] = [0, 0];
  for (const { type, flags, memorySizeBytes } of readElf(content, name).programHeaders) {
    if (type !== SEGMENT_LOAD) continue;
    if (flags & FLAG_WRITE) writableBytes += memorySizeBytes;
    else readOnlyBytes += memorySizeBytes;
  }
  return { readOnlyBytes, writableBytes };
}

const kibibytes = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(8)} KiB`;
